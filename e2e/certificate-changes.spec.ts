import type { Locator, Page } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { buyCertificate } from './steps/purchase.ts';

const gift = {
  recipientName: 'Lucia Nowak',
  recipientEmail: 'lucia.changes@example.com',
  purchaserName: 'Omar Haddad',
  purchaserEmail: 'omar.changes@example.com',
  message: '',
};

test.describe('what staff do to a certificate', () => {
  test('one issued unpaid is paid, corrected, sent again, extended, given a new code, voided and taken back', async ({
    staffPage: page,
    books,
  }) => {
    await issueUnpaid(page);
    await change(page, 'Mark as paid…', async (dialog) => {
      await dialog.getByLabel('How it was paid').selectOption('Bank transfer');
      await dialog.getByLabel('Reference').fill('INV-2026-117');
      await checkPage(page);
      await dialog.getByRole('button', { name: 'Mark €120.00 as paid' }).click();
    });
    const facts = page.getByRole('region', { name: 'Facts' });
    await expect(facts).toContainText('Active');
    await expect(facts).toContainText('Bank transfer · paid · INV-2026-117');
    await checkPage(page);

    await change(page, 'Correct…', async (dialog) => {
      const address = dialog.getByRole('group', { name: 'Recipient' }).getByLabel('E-mail address');
      await address.fill('lucja@');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(address).toBeFocused();
      await expect(address).toHaveAccessibleDescription(/Enter an e-mail address like/);
      await checkPage(page);
      await address.fill('lucja.changes@example.com');
      await dialog.getByRole('button', { name: 'Save' }).click();
    });

    await change(page, 'Send again…', async (dialog) => {
      await expect(dialog).toContainText('lucja.changes@example.com');
      await checkPage(page);
      const screen = page.viewportSize();
      await page.setViewportSize({ width: 320, height: 640 });
      await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
      if (screen) await page.setViewportSize(screen);
      await page.keyboard.press('Escape');
    });
    await expect(page.getByRole('button', { name: 'Send again…' })).toBeFocused();
    await change(page, 'Send again…', (dialog) => dialog.getByRole('button', { name: 'Send now' }).click());

    await change(page, 'Extend…', async (dialog) => {
      const day = dialog.getByLabel('New last day');
      await day.fill('2020-01-01');
      await dialog.getByRole('button', { name: 'Extend', exact: true }).click();
      await expect(day).toHaveAccessibleDescription(
        /^Choose a day after \w+ \d+, \d+, the last one so far\.$/,
      );
      await checkPage(page);
      await day.fill('2090-05-01');
      await dialog.getByRole('button', { name: 'Extend', exact: true }).click();
    });
    await expect(facts).toContainText('May 1, 2090');

    const codeBefore = await page.getByRole('region', { name: 'Code' }).textContent();
    await change(page, 'New code…', async (dialog) => {
      await dialog.getByRole('button', { name: 'Make a new code' }).click();
      await expect(dialog.getByLabel('Reason')).toBeFocused();
      await checkPage(page);
      await dialog.getByLabel('Reason').fill('Went to the wrong person');
      await dialog.getByRole('button', { name: 'Make a new code' }).click();
    });
    await expect(page.getByRole('region', { name: 'Code' })).not.toHaveText(codeBefore ?? '');
    // A mail that is overtaken by the voiding would be a change of its own.
    await expect(page.getByRole('region', { name: 'Deliveries' })).not.toContainText(/Queued|Sending/);

    await change(page, 'Void…', async (dialog) => {
      await expect(dialog).toContainText('give it back by hand');
      await dialog.getByLabel('Reason').fill('Bought twice');
      await checkPage(page);
      await dialog.getByRole('button', { name: 'Void €120.00' }).click();
    });
    await expect(facts).toContainText('Voided');
    await change(page, 'Reactivate…', async (dialog) => {
      await expect(dialog).toContainText('Bought twice');
      await checkPage(page);
      await dialog.getByRole('button', { name: 'Reactivate', exact: true }).click();
    });
    await expect(facts).toContainText('Active');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

    const timeline = page.getByRole('region', { name: 'Timeline' });
    for (const entry of [
      'recipient’s address lucja.changes@example.com instead of lucia.changes@example.com',
      '“Went to the wrong person”',
      'valid through May 1, 2090 instead of',
    ])
      await expect(timeline).toContainText(entry);
    await checkPage(page);
    expect(await books.readDifferences()).toEqual([]);
  });

  test('one bought on the portal is voided and its money given back, which cannot be undone', async ({
    page: customer,
    staffPage: page,
    books,
  }) => {
    const bought = { ...gift, recipientName: 'Ines Duarte', recipientEmail: 'ines.changes@example.com' };
    await buyCertificate(customer, bought);
    await page.goto('/admin/certificates');
    await page.getByRole('searchbox').fill(bought.recipientEmail);
    await expect(page.getByText('1 certificate ·')).toBeVisible();
    await page.getByRole('row').filter({ hasText: bought.recipientName }).getByRole('link').click();
    await change(page, 'Void…', async (dialog) => {
      await dialog.getByLabel('Reason').fill('The tour was cancelled');
      await dialog.getByRole('button', { name: 'Void €150.00' }).click();
      await expect(dialog.getByText('Say whether the money is paid back.')).toBeVisible();
      await checkPage(page);
      await dialog.getByRole('radio', { name: /^Pay it back/ }).check();
      await dialog.getByRole('button', { name: 'Void and pay back €150.00' }).click();
    });
    await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Paid back');
    await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Refunded');
    await expect(page.getByRole('button', { name: 'Reactivate…' })).toHaveCount(0);
    await checkPage(page);
    expect(await books.readDifferences()).toEqual([]);
  });

  test('a colleague who was faster is named, and nothing is changed twice', async ({ staffPage }) => {
    await issueUnpaid(staffPage);
    const colleague = await staffPage.context().newPage();
    await colleague.goto(staffPage.url());
    await staffPage.getByRole('button', { name: 'Void…' }).click();
    await change(colleague, 'Correct…', async (dialog) => {
      await dialog.getByRole('group', { name: 'Recipient' }).getByLabel('Name').fill('Łucja Nowak');
      await dialog.getByRole('button', { name: 'Save' }).click();
    });
    const dialog = staffPage.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('A mistake');
    await dialog.getByRole('button', { name: 'Void €120.00' }).click();
    await expect(dialog.getByRole('alert').first()).toContainText('was changed by Mara Lindqvist');
    await checkPage(staffPage);
    await dialog.getByRole('button', { name: 'Reload the certificate' }).click();
    await expect(staffPage.getByRole('region', { name: 'Facts' })).toContainText('Łucja Nowak');
    await expect(staffPage.getByRole('region', { name: 'Facts' })).toContainText('Pending');
  });
});

async function issueUnpaid(page: Page): Promise<void> {
  await page.goto('/admin/certificates/new');
  await page.getByLabel(/^Amount/).fill('120');
  await page.getByRole('radio', { name: /^Not paid yet/ }).check();
  const purchaser = page.getByRole('group', { name: 'Purchaser' });
  await purchaser.getByLabel('Name').fill(gift.purchaserName);
  await purchaser.getByLabel('E-mail address').fill(gift.purchaserEmail);
  const recipient = page.getByRole('group', { name: 'Recipient' });
  await recipient.getByLabel('Name').fill(gift.recipientName);
  await recipient.getByLabel('E-mail address').fill(gift.recipientEmail);
  await page.getByRole('button', { name: /^Issue certificate/ }).click();
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Pending');
}

/** Opens the dialog of a change, does what has to be done in it, and waits until it has gone. */
async function change(page: Page, name: string, inDialog: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await inDialog(dialog);
  await expect(dialog).toBeHidden();
}
