import { drawCode } from '../packages/core/src/code/draw-code.ts';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { amountDue, book, enterCode } from './steps/booking.ts';
import { openMail, readCode } from './steps/outbox.ts';
import { buyCertificate, continueToPayment, describeGift, openPortal } from './steps/purchase.ts';
import { askToPurchase, purchaseOf } from './steps/trpc.ts';

/** The story is told in daylight; what goes wrong is seen in the dark theme. */
const DARK = 'dark';

const gift = {
  recipientName: 'Ines',
  recipientEmail: 'ines.bad-input@example.com',
  purchaserName: 'Ola',
  purchaserEmail: 'ola.bad-input@example.com',
  message: 'See you there!',
};

test.describe('what is wrong on the portal stores nothing and loses nothing', () => {
  test.use({ colorScheme: DARK });

  test('an amount outside the limits is refused in the form and by the server', async ({
    page,
    books,
    request,
  }) => {
    const before = await books.countStored();
    await openPortal(page);
    await describeGift(page, gift);
    await page.getByRole('radio', { name: 'Other' }).check();
    for (const amount of ['24.99', '2000.01', '-50', 'a lot', '']) {
      await page.getByLabel('Other amount in EUR').fill(amount);
      await continueToPayment(page);
      await expect(page.getByRole('alert')).toContainText('from €25.00 to €2,000.00');
      await expect(page.getByLabel('Other amount in EUR')).toHaveValue(amount);
    }
    await checkPage(page);

    for (const amountMinor of [2_499, 200_001, -5_000, 0, 50.5, 1e300]) {
      const refused = await askToPurchase(request, { ...purchaseOf(gift), amountMinor });
      expect(refused, `${amountMinor}`).toMatchObject({ httpStatus: 422 });
    }
    expect(await books.countStored()).toEqual(before);
  });

  test('malformed mail addresses are named, one by one', async ({ page, books, request }) => {
    const before = await books.countStored();
    await openPortal(page);
    await describeGift(page, { ...gift, recipientEmail: 'ines@', purchaserEmail: 'ola example.com' });
    await continueToPayment(page);
    const summary = page.getByRole('alert');
    await expect(summary).toContainText('Their e-mail: Enter an e-mail address like name@example.com.');
    await expect(summary).toContainText('Your e-mail: Enter an e-mail address like name@example.com.');
    await expect(page.getByLabel('Your e-mail')).toHaveAttribute('aria-invalid', 'true');
    await checkPage(page);

    for (const email of [
      'ines@',
      'ines@example',
      'a b@example.com',
      'ines@example.com\nBcc: all@example.com',
    ]) {
      const refused = await askToPurchase(request, purchaseOf({ ...gift, recipientEmail: email }));
      expect(refused, email).toMatchObject({
        httpStatus: 422,
        refusal: {
          code: 'validation_failed',
          details: { fields: { 'recipient.email': expect.any(String) } },
        },
      });
    }
    expect(await books.countStored()).toEqual(before);
  });

  test('a message of 10,000 characters is kept in the form and its length is named', async ({
    page,
    books,
    request,
  }) => {
    const before = await books.countStored();
    const message = 'Ærlig talt! '.repeat(834).slice(0, 10_000);
    await openPortal(page);
    await describeGift(page, { ...gift, message });
    await continueToPayment(page);
    const sentence = 'A message has at most 500 characters; this has 10000. Shorten it by 9500.';
    await expect(page.getByRole('alert')).toContainText(sentence);
    await expect(page.getByLabel('Message')).toHaveValue(message);
    await checkPage(page);

    await page.reload();
    await expect(page.getByLabel('Message')).toHaveValue(message);
    expect(await askToPurchase(request, purchaseOf({ ...gift, message }))).toMatchObject({
      httpStatus: 422,
      refusal: { details: { fields: { message: sentence } } },
    });
    expect(await books.countStored()).toEqual(before);
  });

  test('a forged payment return shows no purchase', async ({ page, books }) => {
    const before = await books.countStored();
    await page.goto('/p/aurora/success?purchase=garbage');
    await expect(page.getByRole('heading', { name: 'This link is not valid' })).toBeVisible();
    await checkPage(page);
    await page.goto('/p/aurora/cancelled?purchase=');
    await expect(page.getByRole('heading', { name: 'This link is not valid' })).toBeVisible();
    await page.goto('/p/aurora/certificate?token=garbage');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('not valid');
    await checkPage(page);
    expect(await books.countStored()).toEqual(before);
  });

  test('a portal that is switched off sells nothing, also to a form that was open before', async ({
    page,
    books,
    request,
  }) => {
    const before = await books.countStored();
    await openPortal(page);
    await describeGift(page, gift);
    await books.switchPortal('aurora', 'off');
    try {
      await continueToPayment(page);
      await expect(page.getByRole('alert')).toContainText('This did not go through');
      await expect(page.getByLabel('Message')).toHaveValue(gift.message);
      await checkPage(page);
      expect(await askToPurchase(request, purchaseOf(gift))).toMatchObject({
        httpStatus: 403,
        refusal: { code: 'portal_disabled' },
      });
      await page.goto('/p/aurora');
      await expect(page.getByRole('heading', { name: 'Not on sale online just now' })).toBeVisible();
      await checkPage(page);
    } finally {
      await books.switchPortal('aurora', 'on');
    }
    expect(await books.countStored()).toEqual(before);
  });

  test('a workspace that does not exist is said so', async ({ page }) => {
    await page.goto('/p/nobody');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await checkPage(page);
  });
});

test.describe('what is wrong in the widget redeems nothing', () => {
  test.use({ colorScheme: DARK });

  test('an unknown code, a used code and one worth more than the booking are each told apart', async ({
    page,
    staffPage,
    books,
  }) => {
    await buyCertificate(page, gift);
    await openMail(staffPage, { subject: /^Your gift certificate/, to: gift.recipientEmail });
    const code = await readCode(staffPage);

    await book(page, { tour: 'Sunset kayak in the fjord', people: 1 });
    const before = await books.countStored();
    await enterCode(page, unknownCode());
    await expect(page.getByText(/^We could not find a gift certificate with this code/)).toBeVisible();
    await checkPage(page);
    await enterCode(page, code);
    await expect(page.getByText(/^Your order needs €61\.00 more/)).toBeVisible();
    await expect(amountDue(page)).toHaveText('€89.00');
    await checkPage(page);
    expect(await books.countStored()).toEqual(before);

    await book(page, { tour: 'Northern lights by boat', people: 1 });
    await enterCode(page, code);
    await expect(page.getByText('€150.00 applied. Nothing is left to pay.')).toBeVisible();
    await checkPage(page);
    await page.getByRole('button', { name: 'Complete booking' }).click();
    await expect(page.getByRole('heading', { name: 'Your booking is complete' })).toBeVisible();

    await book(page, { tour: 'Northern lights by boat', people: 1 });
    const afterUse = await books.countStored();
    await enterCode(page, code);
    await expect(page.getByText('This gift certificate has already been used.')).toBeVisible();
    await expect(amountDue(page)).toHaveText('€150.00');
    await checkPage(page);
    expect(await books.countStored()).toEqual(afterUse);
    expect(await books.readDifferences()).toEqual([]);
  });

  test('a tampered checkout token and one of another kind open no order', async ({
    page,
    request,
    books,
  }) => {
    await book(page, { tour: 'Sunset kayak in the fjord', people: 1 });
    const before = await books.countStored();
    const widget = page.locator('gift-certificate-redemption');
    const token = (await widget.getAttribute('token')) ?? '';
    const tampered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    await widget.evaluate((element, forged) => element.setAttribute('token', forged), tampered);
    await expect(page.getByText(/^This page has been open for too long/)).toBeVisible();
    await checkPage(page);

    await page.goto(`/p/aurora/success?purchase=${token}`);
    await expect(page.getByRole('heading', { name: 'This link is not valid' })).toBeVisible();
    const asked = await request.post('/api/trpc/widget.order', {
      headers: { authorization: `Bearer ${tampered}` },
      data: {},
    });
    expect(asked.status()).toBe(401);
    expect(await books.countStored()).toEqual(before);
  });
});

/** Well-formed, and nobody's: one of 2^55. */
function unknownCode(): string {
  const code = drawCode(crypto.getRandomValues(new Uint8Array(11)));
  return code?.formatted() ?? unknownCode();
}
