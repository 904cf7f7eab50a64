import { randomUUID } from 'node:crypto';
import { readActivities, readState } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../certificates/race-actions-of-test.ts';
import { openShop } from '../certificates/race-runner-of-test.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterEach(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

/** A certificate that was paid on the portal and is voided with a refund, and the job that gives the money back. */
async function givenRefund() {
  const shop = await openShop(bed);
  const { buy, voidIt } = actions(shop);
  const { ids, checkoutUrl, settle } = await buy();
  await bed.pay(checkoutUrl);
  await settle();
  await voidIt(ids.certificateId, 'refund');
  const { certificateId, paymentId } = ids;
  const job = { id: randomUUID(), workspaceId: shop.workspace.id, kind: 'refund', attempts: 1 };
  const refundedAt = async () => {
    const { certificate } = await readState(bed.services.database, shop.workspace.id, { certificateId });
    return certificate?.state.status === 'voided' ? certificate.state.refund?.refundedAt : undefined;
  };
  const told = async () => {
    const log = await readActivities(bed.services.database, shop.workspace.id, certificateId);
    return log
      .filter(({ type }) => type === 'send_failed' || type === 'refunded')
      .map(({ type, details: { reason, reference } }) => ({ type, reason, reference }));
  };
  const reference = async () => {
    const { payment } = await readState(bed.services.database, shop.workspace.id, { paymentId });
    return payment?.reference ?? '';
  };
  return { job: { ...job, payload: { certificateId, paymentId } }, refundedAt, told, reference };
}

/** The provider refuses to give any money back. */
function refusing(code: string): Services {
  const refusal = { gateway: 'stripe', operation: 'refund', kind: 'refused', httpStatus: 400, code } as const;
  const refund = () => Promise.reject(new GatewayError(refusal));
  return { ...bed.services, payments: { ...bed.services.payments, refund } };
}

/** The provider says of each refund that it stands as told. */
function refunding(status: () => 'pending' | 'succeeded' | 'failed'): Services {
  const { payments } = bed.services;
  return {
    ...bed.services,
    payments: {
      ...payments,
      // As it was at first, whatever has become of it.
      refund: async (request) => ({ ...(await payments.refund(request)), status: 'pending' }),
      readRefund: async (id) => ({ ...(await payments.readRefund(id)), status: status() }),
    },
  };
}

describe('money on its way back', () => {
  it('is written down as given back when it has arrived, and not before', async () => {
    const { job, refundedAt } = await givenRefund();
    let status: 'pending' | 'succeeded' = 'pending';
    const services = refunding(() => status);
    let result = await handleJob(services, job);
    for (let look = 0; look < 2; look += 1) {
      if (!('payload' in result && result.payload)) throw new Error('it is looked at again');
      expect(result.runAgainAt.getTime()).toBeGreaterThan(Date.now());
      expect(await refundedAt()).toBeNull();
      result = await handleJob(services, { ...job, payload: result.payload });
    }
    status = 'succeeded';
    if (!('payload' in result && result.payload)) throw new Error('it is looked at again');
    expect(await handleJob(services, { ...job, payload: result.payload })).toEqual({ done: true });
    expect(await refundedAt()).toBeInstanceOf(Date);
  });

  it('that comes back is told, and nothing of it is in the books', async () => {
    const { job, refundedAt, told } = await givenRefund();
    const services = refunding(() => 'failed');
    const result = await handleJob(services, job);
    if (!('payload' in result && result.payload)) throw new Error('it is looked at again');
    const failure = 'the provider could not give the money back; see to it there';
    const { certificateId, paymentId } = job.payload;
    expect(await handleJob(services, { ...job, payload: result.payload })).toEqual({
      runAgainAt: expect.any(Date),
      payload: { certificateId, paymentId },
    });
    expect(await refundedAt()).toBeNull();
    expect(await told()).toEqual([{ type: 'send_failed', reason: failure, reference: undefined }]);
  });

  it('that the provider refused is told once and never sent again, since staff may have paid by other means', async () => {
    const { job, refundedAt, told } = await givenRefund();
    const reason = 'the provider refuses to give the money back (charge_disputed); see to it there';
    const isLookedAtAgain = { runAgainAt: expect.any(Date), payload: job.payload };
    expect(await handleJob(refusing('charge_disputed'), job)).toEqual(isLookedAtAgain);
    // The same call again: as after a crash, at a later look, and when the provider would do it by now.
    for (const services of [refusing('insufficient_funds'), bed.services, bed.services]) {
      expect(await handleJob(services, job)).toEqual(isLookedAtAgain);
    }
    expect(await refundedAt()).toBeNull();
    expect(await told()).toEqual([{ type: 'send_failed', reason, reference: undefined }]);
  });

  it.each([
    ['all of it', 15_000, 'refunded'],
    ['a part of it', 5_000, 'send_failed'],
  ])(
    'that the provider refused and staff then gave back there is found: %s',
    async (_what, amountMinor, last) => {
      const { job, told, reference } = await givenRefund();
      const refused = await handleJob(refusing('insufficient_funds'), job);
      if (!('payload' in refused && refused.payload)) throw new Error('it is looked at again');
      await bed.services.payments.refund({
        paymentReference: await reference(),
        amountMinor,
        currency: 'EUR',
        idempotencyKey: randomUUID(),
      });
      await handleJob(bed.services, { ...job, payload: refused.payload });
      expect((await told()).at(-1)).toMatchObject({ type: last });
    },
  );

  it('is tried again, and no trouble told, while the provider is merely away', async () => {
    const { job, told } = await givenRefund();
    const away = { gateway: 'stripe', operation: 'refund', kind: 'unavailable' } as const;
    const refund = () => Promise.reject(new GatewayError(away));
    const services = { ...bed.services, payments: { ...bed.services.payments, refund } };
    await expect(handleJob(services, job)).rejects.toBeInstanceOf(GatewayError);
    expect(await told()).toEqual([]);
  });

  it('that was given back at the provider by hand is written down with the refund made there', async () => {
    const { job, refundedAt, told, reference } = await givenRefund();
    const byHand = await bed.services.payments.refund({
      paymentReference: await reference(),
      amountMinor: 15_000,
      currency: 'EUR',
      idempotencyKey: randomUUID(),
    });
    expect(await handleJob(bed.services, job)).toEqual({ done: true });
    expect(await refundedAt()).toBeInstanceOf(Date);
    expect(await told()).toEqual([{ type: 'refunded', reason: undefined, reference: byHand.refundId }]);
  });

  it('that is on its way from the provider by hand is waited for', async () => {
    const { job, refundedAt, reference } = await givenRefund();
    const byHand = await bed.services.payments.refund({
      paymentReference: await reference(),
      amountMinor: 15_000,
      currency: 'EUR',
      idempotencyKey: randomUUID(),
    });
    const { payments } = bed.services;
    const findRefund = async () => ({ ...byHand, status: 'pending' }) as const;
    const services: Services = { ...bed.services, payments: { ...payments, findRefund } };
    expect(await handleJob(services, job)).toMatchObject({ payload: { refundId: byHand.refundId } });
    expect(await refundedAt()).toBeNull();
  });
});
