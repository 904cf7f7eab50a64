import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { overhear, overheardBy } from './checks/overhear.ts';
import { createCertificate, createCheckout } from './steps/rest.ts';
import { dueOf, heardBy, tabTo, widgetOf } from './steps/widget.ts';

const HOSTS = [
  { host: 'plain', name: 'a plain page' },
  { host: 'bootstrap', name: 'a Bootstrap page' },
  { host: 'hostile', name: 'a page that unsets and disturbs everything' },
  { host: 'strict', name: 'a page with a strict policy and Trusted Types' },
  { host: 'react', name: 'a React single-page app' },
] as const;

for (const { host, name } of HOSTS) {
  test(`in ${name} certificates are used and taken off again, by keyboard alone`, async ({
    page,
    boon,
    shop,
  }) => {
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    const [{ token }, large, tooLarge, fitting] = await Promise.all([
      createCheckout(boon, 20_000),
      createCertificate(boon, 15_000),
      createCertificate(boon, 6_250),
      createCertificate(boon, 5_000),
    ]);
    await overhear(page);
    await page.goto(shop.checkout({ host, token }));
    if (host === 'react') {
      await tabTo(page, page.getByRole('button', { name: 'Checkout' }));
      await page.keyboard.press('Enter');
    }
    const { field, status, alert, items, removers } = widgetOf(page);
    await expect(dueOf(page)).toHaveText('20000');

    await test.step('the first one, with Enter', async () => {
      await tabTo(page, field);
      await page.keyboard.type(large);
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('€150.00 applied. Left to pay: €50.00.');
      await expect(field).toHaveValue('');
      await expect(dueOf(page)).toHaveText('5000');
    });

    await test.step('one that is worth more than what is left', async () => {
      await page.keyboard.type(tooLarge.replaceAll('-', ' ').toLowerCase());
      await page.keyboard.press('Enter');
      await expect(alert).toHaveText(
        /^Your order needs €12\.50 more: this gift certificate is worth €62\.50/,
      );
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(/needs €12\.50 more/);
      await expect(dueOf(page)).toHaveText('5000');
      if (host === 'plain') await checkPage(page);
    });

    await test.step('a second one, pasted over it', async () => {
      await field.selectText();
      await page.keyboard.insertText(fitting);
      await expect(alert).toHaveText('');
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('€200.00 applied. Nothing is left to pay.');
      await expect(items).toHaveCount(2);
      await expect(dueOf(page)).toHaveText('0');
      await checkPage(page);
    });

    await test.step('both taken off, the focus staying near', async () => {
      await tabTo(page, removers.first());
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('€150.00 removed. Left to pay: €150.00.');
      await expect(removers).toHaveCount(1);
      await expect(removers).toBeFocused();
      // Longer than a double click: two presses at once would be one.
      await page.waitForTimeout(600);
      await page.keyboard.press('Enter');
      await expect(status).toHaveText('€50.00 removed. Left to pay: €200.00.');
      await expect(field).toBeFocused();
      await expect(dueOf(page)).toHaveText('20000');
    });

    const heard = (await heardBy(page)).filter((event) => event.name !== 'ready');
    expect(heard.map((event) => event.code ?? event.name)).toEqual([
      'applied',
      'exceeds_amount_due',
      'applied',
      'removed',
      'removed',
    ]);
    const overheard = await overheardBy(page);
    // That the last four characters are heard shows that something is listened to.
    expect(overheard).toContain(large.slice(-4));
    for (const code of [large, tooLarge, fitting]) expect(overheard).not.toContain(code.replaceAll('-', ''));
    expect(failures).toEqual([]);
  });
}

test('what a page does to everything does not reach the widget, and hidden is hidden', async ({
  page,
  boon,
  shop,
}) => {
  const [{ token }, code] = await Promise.all([
    createCheckout(boon, 20_000),
    createCertificate(boon, 15_000),
  ]);
  await page.goto(shop.checkout({ host: 'hostile', token }));
  const { element, field, button, items } = widgetOf(page);
  await expect(field).toBeEnabled();
  const inside = await field.evaluate((input) => {
    const { display, pointerEvents, textIndent, letterSpacing, webkitTextFillColor, textShadow } =
      getComputedStyle(input.parentElement?.parentElement ?? input);
    return { display, pointerEvents, textIndent, letterSpacing, webkitTextFillColor, textShadow };
  });
  expect(inside).toEqual({
    display: 'block',
    pointerEvents: 'auto',
    textIndent: '0px',
    letterSpacing: 'normal',
    webkitTextFillColor: 'rgb(0, 0, 0)',
    textShadow: 'none',
  });
  expect(await element.evaluate((host) => getComputedStyle(host).filter)).toBe('none');

  // With a pointer too: `pointer-events: none` stands on the element and on all around it.
  await button.click();
  await expect(element.getByRole('alert')).toHaveText('Enter the code printed on your gift certificate.');

  // English stays English in a page that was turned around: the amount comes after the words.
  await field.fill(code);
  await button.click();
  const amount = await items.locator('.amount').boundingBox();
  const words = await items.locator('.item-text bdi').first().boundingBox();
  expect(amount?.x).toBeGreaterThan((words?.x ?? 0) + (words?.width ?? 0) / 2);

  await element.evaluate((host) => host.toggleAttribute('hidden', true));
  await expect(field).toBeHidden();
});

test('a page may place, colour and hide the element with its own rules', async ({ page, boon, shop }) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'bootstrap', token, attributes: 'class="mb-5"' }));
  const { element, button } = widgetOf(page);
  await expect(button).toBeEnabled();
  await expect(element).toHaveCSS('margin-bottom', '48px');
  await expect(button).toHaveCSS('background-color', 'rgb(13, 110, 253)');
  await expect(button).toHaveCSS('font-weight', '500');
  await element.evaluate((host) => host.classList.add('d-none'));
  await expect(button).toBeHidden();
});

test.describe('the look', () => {
  test('in forced colours keeps its borders, its focus and its errors to be seen', async ({
    page,
    boon,
    shop,
  }) => {
    const { token } = await createCheckout(boon, 20_000);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(shop.checkout({ host: 'plain', token }));
    const { field, button, alert } = widgetOf(page);
    await tabTo(page, field);
    await expect(field).toHaveCSS('outline-style', 'solid');
    await page.keyboard.press('Enter');
    await expect(alert).toHaveText('Enter the code printed on your gift certificate.');
    for (const bordered of [field, button]) {
      const { border, ground } = await bordered.evaluate((element) => {
        const { borderTopColor, borderTopStyle } = getComputedStyle(element);
        return {
          border: `${borderTopStyle} ${borderTopColor}`,
          ground: getComputedStyle(document.body).backgroundColor,
        };
      });
      expect(border).toMatch(/^solid rgb/);
      expect(border).not.toBe(`solid ${ground}`);
    }
    await checkPage(page);
  });

  test('turns while an answer is awaited, but not for who wants no motion', async ({ page, boon, shop }) => {
    const { token } = await createCheckout(boon, 20_000);
    const code = await createCertificate(boon, 5_000);
    await page.goto(shop.checkout({ host: 'plain', token }));
    const { element, field, button } = widgetOf(page);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/widget.applyCode', async (route) => {
      await answered;
      await route.continue();
    });
    await field.fill(code);
    await button.click();
    await expect(
      element.getByRole('status').filter({ hasText: 'Applying the gift certificate …' }),
    ).toBeAttached();
    const animation = () => button.evaluate((pressed) => getComputedStyle(pressed, '::after').animationName);
    expect(await animation()).toBe('none');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await animation()).toBe('turn');
    // Another press while it turns is no second redemption.
    await button.click({ force: true });
    answer();
    await expect(widgetOf(page).items).toHaveCount(1);
    await expect(element.getByRole('alert')).toHaveText('');
  });
});
