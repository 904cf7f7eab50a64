import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../certificates/race-runner-of-test.ts';
import { issueCheckoutToken } from '../orders/issue-checkout-token.ts';
import { appRouter } from '../routers/index.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

/** The widget on an order of a business that speaks `language`. */
async function openWidget(language: string) {
  const { services } = bed;
  const shop = await openShop(bed, { language });
  const orderId = await shop.order();
  const { token } = await issueCheckoutToken(services, shop.workspace.id, orderId);
  const caller = appRouter.createCaller({
    services,
    outbox: null,
    readStaff: async () => null,
    addressSubject: () => 'somebody',
    foreignOrigin: null,
    readCheckout: () => services.tokens.verify('checkout', token),
  });
  return { widget: caller.widget, code: shop.codeOf(await shop.issue()) };
}

describe('the words that come with an order', () => {
  it('are of the order’s language, unless the page asks for another', async () => {
    const { widget } = await openWidget('de-AT');
    expect((await widget.order()).wording).toMatchObject({
      language: 'de',
      sentences: { apply: 'Einlösen' },
    });
    expect((await widget.order({ locale: 'fr' })).wording).toMatchObject({ language: 'fr' });
    expect((await widget.order({ locale: 'th' })).wording).toMatchObject({ language: 'de' });
    expect((await widget.order({ locale: 'en-GB' })).wording).toBeNull();
  });

  it('stay at home when they are English, and when a certificate is used', async () => {
    const { widget, code } = await openWidget('en');
    expect((await widget.order({})).wording).toBeNull();
    const { widget: german, code: germanCode } = await openWidget('de');
    expect(
      await german.applyCode({ code: germanCode, redemptionId: crypto.randomUUID() }),
    ).not.toHaveProperty('wording');
    expect((await widget.applyCode({ code, redemptionId: crypto.randomUUID() })).language).toBe('en');
  });

  it('come all the same when a page writes nonsense into its locale: a checkout must not break over it', async () => {
    const { widget } = await openWidget('is');
    for (const locale of ['not a locale', '', `de-x-${'long-'.repeat(40)}end`]) {
      expect((await widget.order({ locale })).wording, locale).toMatchObject({ language: 'is' });
    }
  });
});
