import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 320, height: 640 };

/** The page as it stands now: no finding of axe, and no sideways scrolling on the narrowest phone. */
export async function checkPage(page: Page): Promise<void> {
  await test.step(`check ${new URL(page.url()).pathname}`, async () => {
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    expect.soft(await accessibilityProblems(page), `axe on ${page.url()}`).toEqual([]);
    await checkOnPhone(page);
  });
}

async function accessibilityProblems(page: Page): Promise<string[]> {
  // The builder would bring one and a half megabytes, twice a check; a document that was checked before has axe already.
  // No frame needs it: the only one shows a mail, and lets no script in.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const axe = new AxeBuilder({ page, axeSource: 'undefined' }).setLegacyMode();
  // What passes is not written out, which takes longer than all the looking.
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${help} · ${target.flat().join(' ')} · ${any[0]?.message ?? ''}`),
  );
}

async function checkOnPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  // A chart measures its new room a frame later.
  await expect
    .configure({ soft: true })
    .poll(() => sideways(page), { message: `sideways scroll at 320 px on ${page.url()}`, timeout: 2_000 })
    .toEqual([]);
  if (before) await page.setViewportSize(before);
}

/** What stands out to the right, or nothing when the page fits. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = document.scrollingElement?.scrollWidth ?? 0;
    if (scrolls <= window.innerWidth) return [];
    const wide = Array.from(document.body.querySelectorAll('*')).filter(
      (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5,
    );
    const names = wide.map(
      (element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`,
    );
    return [`${scrolls} px wide`, ...names.slice(0, 5)];
  });
}
