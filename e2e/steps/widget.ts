import { expect, type Locator, type Page } from '@playwright/test';

const TABS_MAX = 20;

/** The widget by what a person reads and hears of it in English. */
export function widgetOf(page: Page) {
  const element = page.locator('gift-certificate-redemption');
  return {
    element,
    field: element.getByRole('textbox', { name: 'Gift certificate' }),
    button: element.getByRole('button', { name: 'Apply' }),
    again: element.getByRole('button', { name: 'Try again' }),
    alert: element.getByRole('alert'),
    status: element.getByRole('status').first(),
    items: element.getByRole('listitem'),
    removers: element.getByRole('button', { name: /^Remove gift certificate ending/ }),
  };
}

/** What the shop's page says is left to pay, in cents. */
export function dueOf(page: Page): Locator {
  return page.getByRole('main').locator('output');
}

/** By keyboard alone, as far as a patient person would go. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  await expect(target).toBeFocused();
}

export type Heard = { readonly name: string; readonly code?: string; readonly dueMinor?: number };

/** What the shop's own script heard, in order. */
export async function heardBy(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => Reflect.get(window, 'heard') ?? []);
}
