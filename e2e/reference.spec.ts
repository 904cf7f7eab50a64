import type { Page } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';

/** The form of a call, opened. */
async function openCall(page: Page, operation: string) {
  const form = page.locator(`form[data-call="${operation}"]`);
  const section = page.locator('section').filter({ has: form });
  if (!(await form.isVisible())) await section.getByText('Try it', { exact: true }).click();
  return {
    section,
    form,
    answer: form.getByRole('status'),
    send: form.getByRole('button', { name: /^Send / }),
  };
}

test.describe('the API reference', () => {
  test('lets an order be made, read and refused, and leaves no key behind', async ({ page, boon }) => {
    const addresses: string[] = [];
    const troubles: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('console', (message) => {
      // The browser itself notes every refusal of the API.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto('/docs');

    const create = await openCall(page, 'createOrder');
    await create.send.click();
    await expect(create.answer).toContainText('Paste an API key first.');
    await create.answer.getByRole('button', { name: 'Go to the key' }).click();
    await expect(page.getByLabel('API key')).toBeFocused();
    await page.keyboard.insertText(boon.apiKey);

    const prefilled = await create.form.getByLabel('Body').inputValue();
    await create.send.click();
    await expect(create.answer).toContainText('201 Created');

    const reference = `DOCS-${crypto.randomUUID()}`;
    const body = { reference, total: 42_000, currency: 'EUR' };
    await create.form.getByLabel('Body').fill(JSON.stringify(body));
    await expect(create.section.locator('[data-curl]')).toContainText(`-d '{"reference":"${reference}"`);
    await create.form.getByRole('button', { name: 'New key' }).click();
    await create.form.getByLabel('Body').press('Tab');
    await expect(create.send).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(create.answer).toContainText('201 Created');
    await expect(create.answer).toContainText('"status": "open"');
    await expect(create.answer).toContainText('x-request-id');
    await checkPage(page);

    await create.send.click();
    await expect(create.answer).toContainText('idempotent-replayed');
    await create.form.getByRole('button', { name: 'New key' }).click();
    await create.send.click();
    await expect(create.answer).toContainText('409 Conflict');
    await expect(create.answer).toContainText('"code": "order_reference_taken"');

    const read = await openCall(page, 'readOrder');
    await expect(read.section.locator('[data-curl]')).not.toContainText('{id}');
    await read.send.click();
    await expect(read.answer).toContainText(`"reference": "${reference}"`);

    await page.getByLabel('API key').fill('not-a-key-of-anybody');
    await read.send.click();
    await expect(read.answer).toContainText('401 Unauthorized');
    await expect(read.answer).toContainText('www-authenticate');

    expect(addresses.filter((address) => address.includes(boon.apiKey))).toEqual([]);
    expect(addresses.filter((address) => !address.startsWith(`${boon.url}/`))).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).toBe('[{},{},""]');
    await page.reload();
    await expect(page.getByLabel('API key')).toHaveValue('');
    // An order's reference cannot be used twice: the example is another one each time the page is opened.
    const again = await openCall(page, 'createOrder');
    await expect(again.form.getByLabel('Body')).toHaveValue(/"reference": "AJ-2026-1042-\w+"/);
    await expect(again.form.getByLabel('Body')).not.toHaveValue(prefilled);
    expect(troubles).toEqual([]);
  });

  test('offers a PDF as a file, and reads in the dark', async ({ page, boon }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/docs');
    await page.getByLabel('API key').fill(boon.apiKey);
    const create = await openCall(page, 'createCertificate');
    await create.send.click();
    await expect(create.answer).toContainText('201 Created');
    const print = await openCall(page, 'printCertificate');
    await print.send.click();
    const download = page.waitForEvent('download');
    await print.answer.getByRole('link', { name: /^Download GC-.+\.pdf/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^GC-.+\.pdf$/);
    await checkPage(page);
  });

  test('shows no form that cannot work where scripts are off', async ({ browser, boon }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: boon.url });
    const page = await context.newPage();
    await page.goto('/docs');
    await expect(
      page.getByRole('heading', { name: 'Announce an order under your own reference' }),
    ).toBeVisible();
    await expect(page.getByText('curl -X POST').first()).toBeVisible();
    await expect(page.getByLabel('API key')).toBeHidden();
    await expect(page.getByText('Try it').first()).toBeHidden();
    await context.close();
  });
});
