import { expect, type Page } from '@playwright/test';

export type Gift = {
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly purchaserName: string;
  readonly purchaserEmail: string;
  readonly message: string;
};

export const CARDS = {
  pays: '4242 4242 4242 4242',
  isDeclined: '4000 0000 0000 0002',
} as const;

export async function openPortal(page: Page): Promise<void> {
  await page.goto('/p/aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Give a journey' })).toBeVisible();
}

export async function describeGift(page: Page, gift: Gift): Promise<void> {
  await page.getByLabel('Who is it for?').fill(gift.recipientName);
  await page.getByLabel('From', { exact: true }).fill(gift.purchaserName);
  await page.getByLabel('Message').fill(gift.message);
  await page.getByLabel('Their e-mail').fill(gift.recipientEmail);
  await page.getByLabel('Your e-mail').fill(gift.purchaserEmail);
}

export async function continueToPayment(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Continue to payment/ }).click();
}

export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card);
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** Buys a certificate worth €150.00, which the form proposes, and ends on the page that says so. */
export async function buyCertificate(page: Page, gift: Gift): Promise<void> {
  await openPortal(page);
  await describeGift(page, gift);
  await continueToPayment(page);
  await payWith(page, CARDS.pays);
  await expect(page.getByRole('heading', { level: 1, name: 'It’s on its way' })).toBeVisible();
}
