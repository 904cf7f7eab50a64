import { expect, type Page } from '@playwright/test';

/** The document at `url`, fetched as the page would: a PDF of one page. */
export async function checkPdf(page: Page, url: string | null): Promise<void> {
  expect(url).not.toBeNull();
  const response = await page.request.get(url ?? '');
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('application/pdf');
  const pdf = (await response.body()).toString('latin1');
  expect(pdf.startsWith('%PDF')).toBe(true);
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
}
