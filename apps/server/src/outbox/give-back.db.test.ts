import { randomUUID } from 'node:crypto';
import { readState } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../certificates/race-actions-of-test.ts';
import { openShop } from '../certificates/race-runner-of-test.ts';
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
  return { job: { ...job, payload: { certificateId, paymentId } }, refundedAt };
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
    const { job, refundedAt } = await givenRefund();
    const services = refunding(() => 'failed');
    const result = await handleJob(services, job);
    if (!('payload' in result && result.payload)) throw new Error('it is looked at again');
    await expect(handleJob(services, { ...job, payload: result.payload })).rejects.toThrow(
      'the provider could not give the money back',
    );
    expect(await refundedAt()).toBeNull();
  });
});
