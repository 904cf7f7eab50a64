import { localDate } from '@boon/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { correctCertificate } from './change-certificate.ts';
import { MARA, newGift, openShop, type Shop } from './race-runner-of-test.ts';
import { issueCertificate } from './staff-commands.ts';

const DAY_MS = 86_400_000;
const TOMORROW = new Date(Date.now() + DAY_MS);
const IN_THREE_DAYS = new Date(Date.now() + 3 * DAY_MS);

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed);
});
afterEach(() => bed.clock.moveTo(null));
afterAll(() => bed.close());

/** Tells what came of it: the certificate's status, or the refusal's code. */
async function toldOf(issuing: Promise<{ readonly state: { readonly status: string } }>): Promise<string> {
  return issuing.then(
    ({ state }) => state.status,
    (error) => error.code,
  );
}

describe('a certificate that is issued again under its id', () => {
  it('is the first one, also when it would not be allowed any more', async () => {
    const { workspace } = shop;
    const planned = () => {
      const request = newGift();
      const gift = { ...request.gift, deliverOn: localDate(TOMORROW, workspace.timeZone) };
      return { ...request, origin: 'api', gift, currency: workspace.currency } as const;
    };
    const site = planned();
    await issueCertificate(bed.services, workspace.id, site, MARA);
    bed.clock.moveTo(IN_THREE_DAYS);
    expect(await toldOf(issueCertificate(bed.services, workspace.id, site, MARA))).toBe('active');
    expect(await toldOf(issueCertificate(bed.services, workspace.id, planned(), MARA))).toBe(
      'validation_failed',
    );
  });

  it('is not taken for another one that staff meant: other people, words or payment are refused by name', async () => {
    const { workspace } = shop;
    const request = { ...newGift(), origin: 'admin' } as const;
    await issueCertificate(bed.services, workspace.id, request, MARA);
    const { gift } = request;
    const others = [
      { ...request, gift: { ...gift, recipient: { ...gift.recipient, email: 'other@example.com' } } },
      { ...request, gift: { ...gift, message: 'Something else' } },
      { ...request, gift: { ...gift, amountMinor: gift.amountMinor + 1 } },
      { ...request, kind: 'complimentary', payment: null } as const,
    ];
    for (const other of others) {
      expect(await toldOf(issueCertificate(bed.services, workspace.id, other, MARA))).toBe(
        'idempotency_mismatch',
      );
    }
    expect(await toldOf(issueCertificate(bed.services, workspace.id, request, MARA))).toBe('active');
  });

  it("is still the booking site's own after staff have corrected whom it is for", async () => {
    const { workspace } = shop;
    const site = { ...newGift(), origin: 'api', currency: workspace.currency } as const;
    const { id } = await issueCertificate(bed.services, workspace.id, site, MARA);
    const people = { purchaser: site.gift.purchaser, recipient: { name: 'Ada', email: 'ada@example.com' } };
    await correctCertificate(
      bed.services,
      { workspaceId: workspace.id, certificateId: id, version: null },
      people,
      MARA,
    );
    expect(await issueCertificate(bed.services, workspace.id, site, MARA)).toMatchObject({
      id,
      recipient: { email: 'ada@example.com' },
    });
  });
});
