import { expect, type Locator, type Page } from '@playwright/test';

type Wanted = { readonly subject: RegExp; readonly to: string };

/** Opens the newest mail to somebody; the worker writes it a moment after the deed. */
export async function openMail(page: Page, { subject, to }: Wanted): Promise<void> {
  const row = page
    .getByRole('row')
    .filter({ hasText: to })
    .filter({ has: page.getByRole('link', { name: subject }) });
  await expect(async () => {
    await page.goto('/admin/outbox');
    await expect(row.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await row.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

export function attachments(page: Page): Locator {
  return page.getByRole('link', { name: /\.pdf/ });
}

/** The code in a gift's plain text, as its recipient would read it. */
export async function readCode(page: Page): Promise<string> {
  return readFrom(page, /Certificate code: ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/);
}

/** The address of the recipient's own page, from the same text. */
export async function readCertificateLink(page: Page): Promise<string> {
  return readFrom(page, /(http\S+\/certificate\?token=\S+)/);
}

async function readFrom(page: Page, pattern: RegExp): Promise<string> {
  const text = await page.getByRole('region', { name: 'The plain text, scrollable' }).textContent();
  const found = pattern.exec(text ?? '')?.[1];
  if (found === undefined) throw new Error(`The mail does not hold ${pattern}.`);
  return found;
}
