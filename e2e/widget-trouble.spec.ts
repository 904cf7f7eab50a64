import type { Page, Route } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { amountDue, book, goToPayment } from './steps/booking.ts';
import { createCertificate, createCheckout } from './steps/rest.ts';
import { heardBy, widgetOf } from './steps/widget.ts';

const TOUR = { tour: 'Northern lights by boat', people: 1 };
const CALLS = '**/api/trpc/widget.*';
/** What is no pause of a page, but a time that somebody gives up after. */
const LONG_MS = 5_000;
const UNREACHABLE =
  'Gift certificates cannot be reached right now. Please try again; you can still complete your booking without one.';

/** The sample checkout goes on without the widget, to its end. */
async function completeBooking(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Complete booking' }).click();
  await expect(page.getByRole('heading', { name: 'Your booking is complete' })).toBeVisible();
}

test.describe('the sample checkout works to its end and says what is missing', () => {
  test('when the script is blocked', async ({ page }) => {
    await page.route('**/widget/v1*', (route) => route.abort('blockedbyclient'));
    await goToPayment(page, TOUR);
    await expect(
      page.getByText(/^Gift certificates need a script that has not loaded\. You can still complete/),
    ).toBeVisible();
    await checkPage(page);
    await completeBooking(page);
  });

  test('when the server answers with errors, until it does not any more', async ({ page, boon }) => {
    const code = await createCertificate(boon, 15_000);
    await page.route(CALLS, (route) => route.fulfill({ status: 500, body: 'Bad gateway' }));
    await goToPayment(page, TOUR);
    const { field, again, alert, status } = widgetOf(page);
    await expect(alert).toHaveText(UNREACHABLE);
    await expect(field).toBeHidden();
    await expect(amountDue(page)).toHaveText('€150.00');
    await checkPage(page);
    await again.click();
    await expect(alert).toHaveText(UNREACHABLE);

    await page.unroute(CALLS);
    await again.click();
    await expect(alert).toHaveText('');
    await field.fill(code);
    await field.press('Enter');
    await expect(status).toHaveText('€150.00 applied. Nothing is left to pay.');
    await expect(amountDue(page)).toHaveText('€0.00');
    await completeBooking(page);
  });

  test('when the server does not answer at all, without waiting for it', async ({ page }) => {
    await page.route(CALLS, () => {});
    await goToPayment(page, TOUR);
    await expect(widgetOf(page).field).toBeEnabled();
    await completeBooking(page);
  });

  test('when the server hangs, until it does not any more', async ({ page }) => {
    const waited = await hurryTimeouts(page);
    await page.route(CALLS, () => {});
    await goToPayment(page, TOUR);
    const { field, again, alert } = widgetOf(page);
    await expect(alert).toHaveText(UNREACHABLE);
    expect(await waited()).toEqual([15_000]);
    await page.unroute(CALLS);
    await again.click();
    await expect(field).toBeVisible();
    await expect(alert).toHaveText('');
  });

  test('when the network is gone, and a repeat after a lost answer redeems nothing twice', async ({
    page,
    boon,
    context,
  }) => {
    const code = await createCertificate(boon, 15_000);
    await book(page, TOUR);
    const { field, button, alert, status, items } = widgetOf(page);
    await context.setOffline(true);
    await field.fill(code);
    await button.click();
    await expect(alert).toHaveText(UNREACHABLE);
    await context.setOffline(false);

    // The server does what it is asked, and its answer is lost on the way.
    await page.route(CALLS, loseAnswer, { times: 1 });
    await button.click();
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await expect(alert).toHaveText(UNREACHABLE);
    await expect(amountDue(page)).toHaveText('€150.00');

    await button.click();
    await expect(status).toHaveText('€150.00 applied. Nothing is left to pay.');
    await expect(items).toHaveCount(1);
    await completeBooking(page);
  });

  test('when there were too many tries, which says for how long', async ({ page, boon }) => {
    const code = await createCertificate(boon, 15_000);
    await book(page, TOUR);
    const { field, button, alert, status } = widgetOf(page);
    await page.route(CALLS, (route) => route.fulfill(tooManyTries(300)), { times: 1 });
    await field.fill(code);
    await button.click();
    await expect(alert).toHaveText('Too many tries. Please try again in 5 minutes.');
    await expect(field).toHaveAttribute('aria-invalid', 'false');
    await checkPage(page);
    await button.click();
    await expect(status).toHaveText('€150.00 applied. Nothing is left to pay.');
  });
});

test('on another origin’s page the checkout goes on too, and its script is told', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.route(CALLS, (route) => route.abort('connectionrefused'));
  await page.goto(shop.checkout({ host: 'plain', token }));
  await expect(widgetOf(page).alert).toHaveText(UNREACHABLE);
  expect(await heardBy(page)).toEqual([{ name: 'error', code: 'unavailable', message: UNREACHABLE }]);
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect(page.frameLocator('iframe').getByText('Paid.')).toBeVisible();
});

async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

/** What tRPC answers when a refusal of the domain says `rate_limited`. */
function tooManyTries(retryAfterSeconds: number) {
  const refusal = { code: 'rate_limited', details: { retryAfterSeconds } };
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    json: {
      error: {
        message: 'Too many tries.',
        code: -32_029,
        data: { code: 'TOO_MANY_REQUESTS', httpStatus: 429, refusal },
      },
    },
  };
}

/** Lets long timers pass fifty times as fast. Gives the milliseconds that were asked for. */
async function hurryTimeouts(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.addInitScript((longMs) => {
    const asked: number[] = [];
    const set = window.setTimeout.bind(window);
    const hurried = (handler: () => void, milliseconds = 0) => {
      if (milliseconds < longMs) return set(handler, milliseconds);
      asked.push(milliseconds);
      return set(handler, milliseconds / 50);
    };
    Object.assign(window, { asked, setTimeout: hurried });
  }, LONG_MS);
  return () => page.evaluate(() => Reflect.get(window, 'asked'));
}
