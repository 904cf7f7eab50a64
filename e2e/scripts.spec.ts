import type { Page } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { openPortal } from './steps/purchase.ts';

const NAMES: Readonly<Record<string, string>> = {
  'Noto Sans Arabic Variable': 'مها الحداد',
  'Noto Sans Hebrew Variable': 'נועה לוי',
  'Noto Sans Thai Variable': 'สมชาย ใจดี',
  'Noto Sans Variable': 'आशा शर्मा',
  'Noto Sans JP Variable': '山田 さくら',
  'Noto Sans KR Variable': '김민준',
  'Noto Sans SC Variable': '张伟',
};

test('a name is drawn with the portal’s own faces, whatever its script and the device', async ({ page }) => {
  await openPortal(page);
  const own = await facesInUse(page);
  expect(own.filter((face) => face.startsWith('Noto'))).toEqual([]);
  await expect(styleSheets(page)).resolves.toHaveLength(1);

  for (const [face, name] of Object.entries(NAMES)) {
    await page.getByLabel('Who is it for?').fill(name);
    await expect.poll(() => facesInUse(page), name).toContain(face);
  }
  await page.getByLabel('Message').fill('🎉 🛶');
  await checkPage(page);
});

/** Families of which a subset was fetched because the page holds one of its characters. */
function facesInUse(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family }) => family.replaceAll('"', '')),
  );
}

function styleSheets(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.styleSheets].flatMap(({ href }) => href ?? []));
}
