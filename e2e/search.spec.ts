import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';

test.describe('a search in the console', () => {
  test('by keyboard says how many more there are, and leads to all of them', async ({ staffPage }) => {
    await staffPage.goto('/admin');
    await expect(staffPage.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await staffPage.keyboard.press('ControlOrMeta+k');
    const palette = staffPage.getByRole('dialog', { name: 'Search' });
    const field = palette.getByRole('combobox');
    await field.fill('example.net');
    const last = palette.getByRole('option').last();
    await expect(last).toHaveText(/^All \d+ results for “example\.net”$/);
    await expect(palette.getByRole('option')).toHaveCount(7);
    await checkPage(staffPage);
    const [count = ''] = /\d+/.exec((await last.textContent()) ?? '') ?? [];
    await field.press('ArrowUp');
    await field.press('Enter');
    await expect(staffPage).toHaveURL(/\/admin\/certificates\?q=example\.net$/);
    await expect(staffPage.getByText(`${count} certificates ·`)).toBeVisible();
  });

  test('by a number is in the address and there again after a reload; by a code it is neither', async ({
    staffPage,
  }) => {
    await staffPage.goto('/admin/certificates');
    const table = staffPage.getByRole('table', { name: 'Certificates' });
    await table.getByRole('link').first().click();
    const numbered = staffPage.getByText(/GC-\d{4}-\d{6}/).first();
    const [number = ''] = /GC-[\d-]+/.exec((await numbered.textContent()) ?? '') ?? [];
    await staffPage.goBack();
    const search = staffPage.getByRole('searchbox');
    await search.fill(number);
    await expect(staffPage).toHaveURL(new RegExp(`\\?q=${number}$`));
    await expect(staffPage.getByText('1 certificate ·')).toBeVisible();
    await staffPage.reload();
    await expect(search).toHaveValue(number);
    await expect(staffPage.getByText('1 certificate ·')).toBeVisible();
    await search.fill('GC20-2600-0024');
    await expect(staffPage.getByRole('button', { name: 'Clear search and filters' })).toBeVisible();
    await expect(staffPage).toHaveURL(/\/admin\/certificates$/);
  });
});
