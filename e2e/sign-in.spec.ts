import { expect, STAFF_SESSION, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';

test('the printed link signs in once, and only when its button is pressed', async ({
  page,
  boon,
  browser,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Boon' })).toBeVisible();
  await checkPage(page);

  await page.goto('/admin/certificates');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await checkPage(page);

  await page.goto(boon.signInLink);
  await checkPage(page);
  await page.getByRole('button', { name: 'Sign in to the console' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(page.getByText('Mara Lindqvist').filter({ visible: true })).toBeVisible();
  await page.context().storageState({ path: STAFF_SESSION });

  const stranger = await browser.newContext();
  const strangersPage = await stranger.newPage();
  await strangersPage.goto(boon.signInLink);
  await expect(strangersPage.getByRole('button', { name: 'Sign in to the console' })).toHaveCount(0);
  await expect(strangersPage.getByRole('heading', { level: 1 })).toBeVisible();
  await checkPage(strangersPage);
  await stranger.close();
});
