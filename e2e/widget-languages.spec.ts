import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { createCertificate, createCheckout } from './steps/rest.ts';
import { dueOf } from './steps/widget.ts';

test('Hebrew reads right in a right-to-left page, and the code stays left-to-right', async ({
  page,
  boon,
  shop,
}) => {
  const [{ token }, first, second] = await Promise.all([
    createCheckout(boon, 20_000),
    createCertificate(boon, 15_000),
    createCertificate(boon, 6_250),
  ]);
  await page.goto(shop.checkout({ host: 'right-to-left', token, attributes: 'locale="he"' }));
  const element = page.locator('gift-certificate-redemption');
  const field = element.getByRole('textbox', { name: 'שובר מתנה' });
  const button = element.getByRole('button', { name: 'שימוש בשובר' });
  await field.fill(first);
  await field.press('Enter');
  await expect(element.getByRole('status').first()).toHaveText(
    /^נוכו \u2068.*150\.00.*\u2069\. נותר לתשלום: \u2068.*50\.00/,
  );
  await expect(dueOf(page)).toHaveText('5000');
  await field.fill(second);
  await button.click();
  await expect(element.getByRole('alert')).toHaveText(/^להזמנה שלכם חסרים \u2068.*12\.50/);

  await expect(field).toHaveCSS('direction', 'ltr');
  await expect(button).toHaveCSS('direction', 'rtl');
  const [fieldBox, buttonBox] = await Promise.all([field.boundingBox(), button.boundingBox()]);
  expect(fieldBox?.x).toBeGreaterThan(buttonBox?.x ?? 0);
  const last4 = first.slice(-4);
  const remove = element.getByRole('button', { name: `הסרה: שובר מתנה המסתיים ב־\u2068${last4}\u2069` });
  await expect(remove).toBeVisible();
  await checkPage(page);
  await remove.click();
  await expect(element.getByRole('listitem')).toHaveCount(0);
});

test('Arabic reads right inside a left-to-right page, and leaves the page as it is', async ({
  page,
  boon,
  shop,
}) => {
  const [{ token }, code] = await Promise.all([
    createCheckout(boon, 20_000),
    createCertificate(boon, 15_000),
  ]);
  await page.goto(shop.checkout({ host: 'plain', token, attributes: 'locale="ar"' }));
  const element = page.locator('gift-certificate-redemption');
  const field = element.getByRole('textbox', { name: 'قسيمة هدية' });
  const button = element.getByRole('button', { name: 'استخدام' });
  await field.fill(code);
  await button.click();
  await expect(element.getByRole('listitem')).toContainText(
    `قسيمة هدية تنتهي بـ \u2068${code.slice(-4)}\u2069`,
  );
  await expect(button).toHaveCSS('direction', 'rtl');
  await expect(field).toHaveCSS('direction', 'ltr');
  await expect(element).toHaveCSS('direction', 'ltr');
  const [fieldBox, buttonBox] = await Promise.all([field.boundingBox(), button.boundingBox()]);
  expect(fieldBox?.x).toBeGreaterThan(buttonBox?.x ?? 0);
  await checkPage(page);
});

test('the words follow the locale, else the order, and change with the attribute', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.goto(shop.checkout({ host: 'plain', token, attributes: 'locale="de-AT"' }));
  const element = page.locator('gift-certificate-redemption');
  const says = async (label: string) =>
    expect(element.getByRole('textbox', { name: label, exact: true })).toBeEnabled();
  await says('Geschenkgutschein');
  await expect(element.locator('.root')).toHaveAttribute('lang', 'de');
  await element.getByRole('button', { name: 'Einlösen' }).click();
  await expect(element.getByRole('alert')).toHaveText(
    'Geben Sie den Code ein, der auf Ihrem Gutschein steht.',
  );

  await element.evaluate((widget) => Reflect.set(widget, 'locale', 'is'));
  await says('Gjafabréf');
  await expect(element.locator('.root')).not.toHaveAttribute('dir', 'rtl');
  await element.evaluate((widget) => Reflect.set(widget, 'locale', 'th'));
  // No Thai words: those of the order, which are English in the demo workspace.
  await says('Gift certificate');
  await element.evaluate((widget) => Reflect.set(widget, 'locale', 'not a locale'));
  await says('Gift certificate');
});
