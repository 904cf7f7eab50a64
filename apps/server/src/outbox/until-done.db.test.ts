import { randomUUID } from 'node:crypto';
import { readState } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { newGift } from '../certificates/race-runner-of-test.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { startOutboxWorker } from './worker.ts';

/** More attempts than a mail is given. */
const ATTEMPTS = 40;
const QUARTER_HOUR_MS = 15 * 60_000;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

/** A purchase that its customer has just paid. */
async function givenPaid() {
  const workspace = await bed.newWorkspace();
  const certificateId = randomUUID();
  const { checkoutUrl } = await purchaseCertificate(bed.services, {
    ...newGift().gift,
    workspace: workspace.slug,
    segment: null,
    certificateId,
  });
  await bed.pay(checkoutUrl);
  const status = async () => {
    const { certificate } = await readState(bed.services.database, workspace.id, { certificateId });
    return certificate?.state.status;
  };
  return { certificateId, status };
}

function providerAway(): Services {
  const away = async () => {
    throw new GatewayError({ kind: 'unavailable', gateway: 'stripe', operation: 'readCheckout' });
  };
  return { ...bed.services, payments: { ...bed.services.payments, readCheckout: away } };
}

async function checkOf(certificateId: string) {
  const { rows } = await bed.owner.query<{ attempts: number; dead: boolean; pause_ms: number }>(
    `select attempts, dead_at is not null as dead, (extract(epoch from run_at - clock_timestamp()) * 1000)::float8 as pause_ms
     from outbox where kind = 'payment_check' and payload ->> 'certificateId' = $1`,
    [certificateId],
  );
  return rows[0];
}

const setCheck = (certificateId: string, assignments: string) =>
  bed.owner.query(
    `update outbox set ${assignments} where kind = 'payment_check' and payload ->> 'certificateId' = $1`,
    [certificateId],
  );

describe('whether a payment was made', () => {
  it('is asked for as long as the provider is away, every quarter of an hour at least', async () => {
    const { certificateId, status } = await givenPaid();
    await setCheck(certificateId, `attempts = ${ATTEMPTS}, run_at = now()`);
    const worker = await startOutboxWorker(providerAway());
    await expect.poll(async () => (await checkOf(certificateId))?.pause_ms).toBeGreaterThan(0);
    await worker.stop();
    const check = await checkOf(certificateId);
    expect(check).toMatchObject({ attempts: ATTEMPTS + 1, dead: false });
    expect(check?.pause_ms).toBeLessThanOrEqual(QUARTER_HOUR_MS);
    expect(await status()).toBe('pending');
  });

  it('is asked again after a start, also where it had been given up', async () => {
    const { certificateId, status } = await givenPaid();
    await setCheck(certificateId, "dead_at = now(), attempts = 12, run_at = now() + interval '1 hour'");
    const worker = await startOutboxWorker(bed.services);
    await expect.poll(status, { timeout: 10_000 }).toBe('active');
    await worker.stop();
  });
});
