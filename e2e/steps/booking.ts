import { expect, type Locator, type Page } from '@playwright/test';

export type Booking = { readonly tour: string; readonly people: number };

/** Books on the sample site and ends at its checkout, with the widget ready. */
export async function book(page: Page, booking: Booking): Promise<void> {
  await goToPayment(page, booking);
  await expect(codeField(page)).toBeEnabled();
}

/** As far as the shop itself comes, whatever the widget does. */
export async function goToPayment(page: Page, { tour, people }: Booking): Promise<void> {
  await page.goto('/demo');
  await page.getByRole('radio', { name: tour }).check();
  await page.getByLabel('People').selectOption(String(people));
  await page.getByLabel('Your name').fill('Noor van Dijk');
  await page.getByLabel('E-mail').fill('noor@example.com');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Payment' })).toBeVisible();
}

export function codeField(page: Page): Locator {
  return page.getByLabel('Gift certificate', { exact: true });
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await codeField(page).fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
}

/** What the shop's own page says is left to pay. */
export function amountDue(page: Page): Locator {
  return page.getByRole('region', { name: 'Your booking' }).locator('[data-amount="due"]');
}

export async function readReference(page: Page): Promise<string> {
  const booked = await page.getByText(/Reference AJ-/).textContent();
  return /AJ-[A-Z0-9]+-[A-Z0-9]+/.exec(booked ?? '')?.[0] ?? '';
}
