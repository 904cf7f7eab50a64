import { readFile } from 'node:fs/promises';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { checkPdf } from './checks/check-pdf.ts';
import { amountDue, book, codeField, enterCode, readReference } from './steps/booking.ts';
import { attachments, openMail, readCertificateLink, readCode } from './steps/outbox.ts';
import { CARDS, continueToPayment, describeGift, openPortal, payWith } from './steps/purchase.ts';

const gift = {
  recipientName: 'Zoë Ångström',
  recipientEmail: 'zoe.story@example.com',
  purchaserName: 'Łukasz Dvořák',
  purchaserEmail: 'lukasz.story@example.com',
  message: 'Alles Gute zum Geburtstag, Zoë! 🎉🛶\nBis bald im Fjord – dein Łukasz',
};

test('a certificate is bought, paid, mailed, redeemed on a booking and accounted for', async ({
  page,
  staffPage,
  boon,
  books,
}) => {
  await test.step('choose a gift and see it take shape', async () => {
    await openPortal(page);
    await checkPage(page);
    const preview = page.getByRole('region', { name: 'Preview of the certificate' });
    await page.getByRole('radio', { name: '€250' }).check();
    await expect(preview).toContainText('€250');
    await page.getByRole('radio', { name: '€150' }).check();
    await expect(preview).toContainText('€150');
    await describeGift(page, gift);
    await expect(preview).toContainText(gift.recipientName);
    await expect(preview).toContainText(gift.purchaserName);
    await expect(preview).toContainText('🎉');
    await checkPage(page);
  });

  await test.step('a declined card charges nothing and says so', async () => {
    await continueToPayment(page);
    await expect(page.getByRole('heading', { name: 'Pay €150.00' })).toBeVisible();
    await checkPage(page);
    await payWith(page, CARDS.isDeclined);
    await expect(page.getByRole('alert')).toContainText('declined');
    await checkPage(page);
  });

  await test.step('cancel, and come back to pay', async () => {
    await page.getByRole('link', { name: 'Cancel and go back' }).click();
    await expect(page.getByRole('heading', { name: 'Nothing was charged' })).toBeVisible();
    await checkPage(page);
    await page.getByRole('link', { name: 'Continue to payment' }).click();
    await payWith(page, CARDS.pays);
  });

  await test.step('the success page gives the document', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'It’s on its way' })).toBeVisible();
    await expect(page.getByText(`The gift goes to ${gift.recipientEmail} now.`)).toBeVisible();
    await checkPage(page);
    await checkPdf(page, await page.getByRole('link', { name: 'Open the PDF' }).getAttribute('href'));
  });

  const { code, certificateLink } = await test.step('receipt and gift are in the outbox', async () => {
    await openMail(staffPage, { subject: /^Receipt for your gift certificate/, to: gift.purchaserEmail });
    await checkPage(staffPage);
    await openMail(staffPage, {
      subject: /^Your gift certificate from Aurora Journeys/,
      to: gift.recipientEmail,
    });
    await expect(attachments(staffPage)).toHaveCount(1);
    const rosette = staffPage.frameLocator('iframe').locator('img');
    await expect.poll(() => rosette.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(264);
    await checkPage(staffPage);
    await checkPdf(staffPage, await attachments(staffPage).getAttribute('href'));
    const read = { code: await readCode(staffPage), certificateLink: await readCertificateLink(staffPage) };
    await staffPage.getByRole('link', { name: 'Outbox' }).first().click();
    await expect(staffPage.getByRole('heading', { level: 1, name: 'Outbox' })).toBeVisible();
    await checkPage(staffPage);
    return read;
  });

  await test.step('the recipient opens the link in the mail', async () => {
    await page.goto(certificateLink);
    await expect(page.getByText(code)).toBeVisible();
    await expect(page.getByText('Bis bald im Fjord')).toBeVisible();
    await checkPage(page);
    await page.goto('/p/aurora/check');
    await page.getByLabel('Certificate code').fill(code.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByRole('status')).toContainText('€150.00');
    await checkPage(page);
  });

  const reference = await test.step('the certificate pays half of a booking', async () => {
    await page.goto('/demo');
    await checkPage(page);
    await book(page, { tour: 'Northern lights by boat', people: 2 });
    await expect(amountDue(page)).toHaveText('€300.00');
    await checkPage(page);

    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/trpc/')) calls.push(request.url());
    });
    await enterCode(page, withTypo(code));
    await expect(page.getByRole('alert').filter({ hasText: 'There is a typo in this code' })).toBeVisible();
    expect(calls, 'a typo is found in the browser').toEqual([]);
    await checkPage(page);

    await enterCode(page, code);
    await expect(page.getByText('€150.00 applied. Left to pay: €150.00.')).toBeVisible();
    await expect(amountDue(page)).toHaveText('€150.00');
    await expect(codeField(page)).toHaveValue('');
    expect(calls).toHaveLength(1);
    expect(calls[0], 'no code in an address').not.toContain(code.slice(0, 4));
    await checkPage(page);

    const booked = await readReference(page);
    const otherTab = await page.context().newPage();
    await otherTab.goto(page.url());
    await page.getByRole('button', { name: 'Complete booking' }).click();
    await expect(page.getByRole('heading', { name: 'Your booking is complete' })).toBeVisible();
    await expect(page.getByText(`Gift certificate •••• ${code.slice(-4)}`)).toBeVisible();
    await checkPage(page);

    await otherTab.getByRole('button', { name: 'Cancel booking' }).click();
    await expect(otherTab.getByRole('heading', { name: 'Your booking is complete' })).toBeVisible();
    await expect(otherTab.getByRole('alert')).toContainText('was not cancelled');
    await checkPage(otherTab);
    await otherTab.close();
    return booked;
  });

  await test.step('staff see it redeemed, on which order, and everything that happened', async () => {
    await staffPage.goto('/admin');
    await expect(staffPage.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await expect(staffPage.getByRole('progressbar')).toHaveCount(0);
    await checkPage(staffPage);

    await staffPage.goto('/admin/certificates');
    await staffPage.getByRole('searchbox').fill(gift.recipientEmail);
    const row = staffPage.getByRole('row').filter({ hasText: gift.recipientName });
    await expect(staffPage.getByText('1 certificate ·')).toBeVisible();
    await expect(row).toContainText('Redeemed');
    await checkPage(staffPage);

    await row.getByRole('link').click();
    const facts = staffPage.getByRole('region', { name: 'Facts' });
    await expect(facts).toContainText('Redeemed');
    await expect(facts).toContainText('Bis bald im Fjord');
    const timeline = staffPage.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
    await expect(timeline.locator('strong')).toHaveText([
      'Created',
      'Purchased',
      'Purchased on the portal',
      'Activated by the payment on the portal',
      'Sent',
      'Redeemed',
    ]);
    await expect(staffPage.getByText(code)).toHaveCount(0);
    await checkPage(staffPage);

    await facts.getByRole('link', { name: reference }).click();
    await expect(staffPage.getByRole('heading', { level: 1 })).toContainText(reference);
    await expect(staffPage.getByRole('region', { name: 'Facts' })).toContainText('Completed');
    await expect(staffPage.getByText(`Code ending in ${code.slice(-4).split('').join(' ')}`)).toBeAttached();
    await checkPage(staffPage);

    await staffPage.goto('/admin/certificates/new');
    await expect(staffPage.getByRole('heading', { level: 1, name: 'Issue a certificate' })).toBeVisible();
    await checkPage(staffPage);

    await staffPage.goto('/admin/orders');
    await expect(staffPage.getByRole('link', { name: reference })).toBeVisible();
    await checkPage(staffPage);
  });

  await test.step('the books agree, and the log does not know the code', async () => {
    expect(await books.readDifferences()).toEqual([]);
    const log = await readFile(boon.logFile, 'utf8');
    expect(log).not.toContain(code);
    expect(log).not.toContain(code.replaceAll('-', ''));
  });
});

/** Another first character than the right one: the check character at the end gives it away. */
function withTypo(code: string): string {
  return `${code.startsWith('7') ? '8' : '7'}${code.slice(1)}`;
}
