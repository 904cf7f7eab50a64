import type { Locator, Page } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import type { BoonAddress } from './harness/boon-process.ts';
import type { Shop } from './harness/shop.ts';
import { cancelOrder, changeTotal, completeOrder, createCertificate, createCheckout } from './steps/rest.ts';
import { dueOf, heardBy, widgetOf } from './steps/widget.ts';

const CALLS = '**/api/trpc/widget.*';
const UNKNOWN = /^We could not find a gift certificate/;
/** Between the two halves of a double click; a fast server's answer comes in between. */
const DOUBLE_CLICK_MS = 220;

async function apply(page: Page, ...codes: string[]): Promise<void> {
  const { field, items } = widgetOf(page);
  for (const code of codes) {
    const before = await items.count();
    await field.fill(code);
    await field.press('Enter');
    await expect(items).toHaveCount(before + 1);
  }
}

async function openCheckout(page: Page, boon: BoonAddress, shop: Shop): Promise<void> {
  const { token } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'plain', token }));
  await expect(widgetOf(page).field).toBeEnabled();
}

/** Long enough to go on typing, or to leave the field, before the answer is there. */
async function answerLate(page: Page): Promise<void> {
  await page.route(CALLS, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
}

/** What is heard of an element that speaks, from now on. */
async function listenTo(element: Locator): Promise<() => Promise<readonly string[]>> {
  await element.evaluate((node) => {
    const said: string[] = [];
    Object.assign(node, { said });
    new MutationObserver(() => node.textContent && said.push(node.textContent)).observe(node, {
      childList: true,
      subtree: true,
    });
  });
  return () => element.evaluate((node) => Reflect.get(node, 'said'));
}

const HANDS: Readonly<Record<string, (page: Page, button: Locator) => Promise<void>>> = {
  'a double click': async (page, button) => {
    const box = await button.boundingBox();
    if (!box) throw new Error('the button is not to be seen');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.click(x, y);
    await page.waitForTimeout(DOUBLE_CLICK_MS);
    await page.mouse.click(x, y, { clickCount: 2 });
  },
  'two presses of Enter': async (page, button) => {
    await button.press('Enter');
    await page.waitForTimeout(DOUBLE_CLICK_MS);
    await page.keyboard.press('Enter');
  },
};

for (const [name, press] of Object.entries(HANDS)) {
  test(`${name} on Remove takes one certificate off, and on Apply applies one without a word of complaint`, async ({
    page,
    boon,
    shop,
  }) => {
    const { token } = await createCheckout(boon, 40_000);
    const codes = await Promise.all([5_000, 6_000, 7_000].map((amount) => createCertificate(boon, amount)));
    await page.goto(shop.checkout({ host: 'plain', token }));
    const { field, button, alert, status, items, removers } = widgetOf(page);
    await expect(field).toBeEnabled();
    const [last = '', ...others] = codes;
    await apply(page, ...others);
    await field.fill(last);
    await press(page, button);
    await expect(items).toHaveCount(3);
    await page.waitForTimeout(DOUBLE_CLICK_MS);
    await expect(alert).toHaveText('');
    await expect(field).toHaveAttribute('aria-invalid', 'false');

    await page.waitForTimeout(500);
    await press(page, removers.first());
    await expect(items).toHaveCount(2);
    await page.waitForTimeout(500);
    await expect(items).toHaveCount(2);
    await expect(status).toContainText('removed');
    await removers.first().click();
    await expect(items).toHaveCount(1);
  });
}

test('what is typed while a code is being applied stays', async ({ page, boon, shop }) => {
  const code = await createCertificate(boon, 5_000);
  await openCheckout(page, boon, shop);
  const { field, items } = widgetOf(page);
  await answerLate(page);
  await field.fill(code);
  await field.press('Enter');
  await field.fill('0000');
  await expect(items).toHaveCount(1);
  await expect(field).toHaveValue('0000');
});

test('a code that was applied does not stay in the field, which was left while its answer was awaited', async ({
  page,
  boon,
  shop,
}) => {
  const code = await createCertificate(boon, 5_000);
  await openCheckout(page, boon, shop);
  const { field, items } = widgetOf(page);
  await answerLate(page);
  await field.pressSequentially(code.replaceAll('-', '').toLowerCase());
  await field.press('Enter');
  await page.keyboard.press('Tab');
  await expect(items).toHaveCount(1);
  await expect(field).toHaveValue('');
});

test('a double click on Apply with a wrong code is one wrong code', async ({ page, boon, shop }) => {
  const { token } = await createCheckout(boon, 20_000);
  const calls: string[] = [];
  page.on('request', (request) => request.url().includes('applyCode') && calls.push(request.url()));
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { field, button, alert } = widgetOf(page);
  await field.fill('0000-0000-0000');
  await HANDS['a double click']?.(page, button);
  await expect(alert).toHaveText(UNKNOWN);
  await page.waitForTimeout(DOUBLE_CLICK_MS);
  expect(calls).toHaveLength(1);
});

test('the same wrong code again is said again', async ({ page, boon, shop }) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { field, button, alert } = widgetOf(page);
  await field.fill('0000-0000-0000');
  await field.press('Enter');
  await expect(alert).toHaveText(UNKNOWN);
  const said = await listenTo(alert);
  await page.waitForTimeout(500);
  await field.press('Enter');
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await expect.poll(said).toEqual([expect.stringMatching(UNKNOWN)]);
});

test('an order closed under the customer’s hand says so, keeps the focus, and owes nothing', async ({
  page,
  boon,
  shop,
}) => {
  const { token, orderId } = await createCheckout(boon, 20_000);
  const code = await createCertificate(boon, 5_000);
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { element, field, button, alert, status, items } = widgetOf(page);
  await expect(field).toBeEnabled();
  await apply(page, code);
  await completeOrder(boon, orderId);
  await page.waitForTimeout(500);
  await field.fill(await createCertificate(boon, 5_000));
  await field.press('Enter');
  await expect(field).toBeHidden();
  await expect(button).toBeHidden();
  await expect(alert).toHaveText('This order is closed. Its gift certificates can no longer be changed.');
  await expect(items).toHaveCount(1);
  await expect(status).toHaveText('');
  expect(await element.evaluate((widget) => document.activeElement === widget)).toBe(true);
  await checkPage(page);
});

test('who comes back to an order that was cancelled learns that the certificate is free again', async ({
  page,
  boon,
  shop,
}) => {
  const { token, orderId } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { field, alert, items } = widgetOf(page);
  await apply(page, await createCertificate(boon, 5_000));
  await cancelOrder(boon, orderId);
  await page.waitForTimeout(500);
  await field.fill(await createCertificate(boon, 5_000));
  await field.press('Enter');
  await expect(alert).toHaveText('This order is no longer valid. Its gift certificates can be used again.');
  await expect(items).toHaveCount(0);
  await expect
    .poll(async () => (await heardBy(page)).at(-1))
    .toMatchObject({ name: 'ready', dueMinor: 20_000 });
  await checkPage(page);
});

test('a certificate that another tab has used on this order is shown here too, and counts on the page', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  const code = await createCertificate(boon, 5_000);
  const checkout = shop.checkout({ host: 'plain', token });
  await page.goto(checkout);
  const { field, alert, status, items } = widgetOf(page);
  await expect(field).toBeEnabled();
  const other = await page.context().newPage();
  await other.goto(checkout);
  await apply(other, code);

  await field.fill(code);
  await field.press('Enter');
  await expect(alert).toHaveText('This gift certificate is already applied to your order.');
  await expect(items).toHaveCount(1);
  await expect(status).toHaveText('€50.00 applied. Left to pay: €150.00.');
  await expect(dueOf(page)).toHaveText(/150/);
  expect((await heardBy(page)).map(({ name }) => name)).toEqual(['ready', 'ready', 'error']);
});

test('the page hears of what its server has changed, once the widget has read it', async ({
  page,
  boon,
  shop,
}) => {
  const { token, orderId } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { element, field } = widgetOf(page);
  await expect(field).toBeEnabled();
  const refresh = () => element.evaluate((widget: Element & { refresh?(): unknown }) => widget.refresh?.());
  await refresh();
  await changeTotal(boon, orderId, 30_000);
  await refresh();
  await completeOrder(boon, orderId);
  await refresh();
  expect(await heardBy(page)).toMatchObject([
    { name: 'ready', dueMinor: 20_000 },
    { name: 'ready', dueMinor: 30_000 },
    { name: 'ready', dueMinor: 30_000 },
  ]);
});

test('a page of an origin that is not allowed lets its customer go on and tells its developer why', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  const warnings: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await page.goto(shop.checkout({ host: 'plain', token }).replace('127.0.0.1', 'localhost'));
  const { alert, field, again } = widgetOf(page);
  await expect(alert).toHaveText(
    'Gift certificates cannot be used on this page. You can still complete your booking without one.',
  );
  await expect(field).toBeHidden();
  await expect(again).toBeHidden();
  expect(await heardBy(page)).toMatchObject([{ name: 'error', code: 'origin_not_allowed' }]);
  expect(warnings.join()).toContain("is not one of the workspace's allowed origins");
  await checkPage(page);
});

for (const [name, token, warning] of [
  ['no token', '', 'has no token'],
  ['a token that is none', 'THE-TOKEN', 'token is missing, wrong or has run out'],
] as const) {
  test(`with ${name} the widget says that it cannot be used, and why to the developer`, async ({
    page,
    shop,
  }) => {
    const warnings: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await page.goto(shop.checkout({ host: 'plain', token }));
    const { alert, field } = widgetOf(page);
    if (token === '') {
      // Before anybody has tried a code.
      await expect.poll(() => warnings.join()).toContain(warning);
      await field.fill('0000-0000-0000');
      await field.press('Enter');
    }
    await expect(alert).not.toHaveText('');
    const code = token === '' ? 'unavailable' : 'unauthorized';
    expect(await heardBy(page)).toMatchObject([{ name: 'error', code }]);
    expect(warnings.join()).toContain(warning);
  });
}

test('the widest code is seen whole in a narrow column', async ({ page, boon, shop }) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'bootstrap', token }));
  const { element, field } = widgetOf(page);
  await expect(field).toBeEnabled();
  for (const width of [280, 300, 320, 360, 420, 600]) {
    await element.evaluate((widget, pixels) => {
      widget.style.inlineSize = `${pixels}px`;
    }, width);
    await field.fill('WMMW-HMWM-8WMW');
    const room = await field.evaluate((input: HTMLInputElement) => input.clientWidth - input.scrollWidth);
    expect(room, `${width} px`).toBeGreaterThanOrEqual(0);
  }
});
