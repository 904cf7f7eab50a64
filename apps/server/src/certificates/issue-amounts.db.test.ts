import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { MARA, newGift, openShop, type Shop } from './race-runner-of-test.ts';
import { issueCertificate, type NewGift } from './staff-commands.ts';

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed);
});
afterEach(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

/** The amount it is issued with, or the refusal's code. */
async function issuedFor(amountMinor: number, changes: Partial<NewGift>): Promise<number | string> {
  const request = newGift();
  const gift = { ...request.gift, amountMinor };
  return issueCertificate(bed.services, shop.workspace.id, { ...request, ...changes, gift }, MARA).then(
    ({ amount }) => amount.amountMinor,
    (error) => error.code,
  );
}

describe("the workspace's limits of amounts", () => {
  it.each(['complimentary', 'compensation'] as const)(
    'bind staff who give a %s one by the most alone, as long as it is money',
    async (kind) => {
      const given = { origin: 'admin', kind, payment: null } as const;
      const { amountMinMinor, amountMaxMinor } = shop.workspace;
      for (const amountMinor of [1, amountMinMinor - 1, amountMaxMinor]) {
        expect(await issuedFor(amountMinor, given)).toBe(amountMinor);
      }
      for (const amountMinor of [0, -1, 0.5, Number.NaN, amountMaxMinor + 1]) {
        expect(await issuedFor(amountMinor, given)).toBe('amount_out_of_range');
      }
    },
  );

  it('bind what staff sell, and whatever a booking site issues', async () => {
    const { amountMinMinor, amountMaxMinor, currency } = shop.workspace;
    const free = { kind: 'complimentary', payment: null } as const;
    for (const amountMinor of [amountMinMinor - 1, amountMaxMinor + 1]) {
      expect(await issuedFor(amountMinor, { origin: 'admin' })).toBe('amount_out_of_range');
      expect(await issuedFor(amountMinor, { origin: 'api', currency, ...free })).toBe('amount_out_of_range');
    }
  });
});
