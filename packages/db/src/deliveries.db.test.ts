import { randomUUID } from 'node:crypto';
import { decision } from '@boon/core';
import { NOW } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  attachCheckout,
  beginDelivery,
  type DeliveryAttempt,
  markDeliveryFailed,
  markDeliverySent,
  readState,
  readSurroundings,
  recordDecision,
} from './index.ts';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let workspace: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench();
  workspace = await givenWorkspace(bench.database);
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

async function givenAttempt(): Promise<DeliveryAttempt> {
  const certificate = await givenActive(bench.database, workspace);
  return {
    workspaceId: workspace.id,
    id: randomUUID(),
    certificateId: certificate.id,
    template: 'gift',
    recipientEmail: 'jon@example.com',
    createdAt: NOW,
  };
}

const begin = async (attempt: DeliveryAttempt) => (await beginDelivery(bench.database, attempt)).left;

describe('a mail', () => {
  it('is begun by one of those who try at once; the others know that its fate is open', async () => {
    const attempt = await givenAttempt();
    const answers = await Promise.all(Array.from({ length: 5 }, () => begin(attempt)));
    expect(answers.toSorted()).toEqual(['none', 'unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('that went out stays sent, whatever a late failure says', async () => {
    const attempt = await givenAttempt();
    await begin(attempt);
    await markDeliveryFailed(bench.database, workspace.id, attempt.id, 'timed out');
    expect(await begin(attempt)).toBe('unknown');
    await markDeliverySent(bench.database, workspace.id, attempt.id, 'pm_1', NOW);
    await markDeliveryFailed(bench.database, workspace.id, attempt.id, 'timed out again');
    expect(await begin(attempt)).toBe('sent');
    const corrected = { ...attempt, recipientEmail: 'right@example.com' };
    expect(await beginDelivery(bench.database, corrected)).toEqual({ left: 'sent', to: 'jon@example.com' });
    const { rows } = await bench.owner.query(
      'select status, problem, provider_message_id from deliveries where id = $1',
      [attempt.id],
    );
    expect(rows).toEqual([{ status: 'sent', problem: null, provider_message_id: 'pm_1' }]);
  });
});

describe('what stands around a certificate', () => {
  it('is its log, its mails, its payment, its order and its segment', async () => {
    const { database } = bench;
    const active = await givenActive(database, workspace);
    const order = await givenOrder(database, workspace);
    await givenRedeemed(database, active, order);
    const mail = { ...(await givenAttempt()), certificateId: active.id };
    await begin(mail);
    const around = await readSurroundings(database, workspace.id, { ...active, orderId: order.id });
    expect(around).toMatchObject({
      deliveries: [{ id: mail.id, status: 'sending' }],
      payment: { status: 'paid', amountMinor: 15_000 },
      order: { id: order.id, appliedMinor: 15_000 },
      segmentName: 'Everybody',
    });
    expect(around.activities.map(({ type }) => type)).toEqual([
      'created',
      'purchased',
      'purchased_from_portal',
      'activated_from_portal',
      'redeemed',
    ]);
  });

  it('holds the mails that wait for their hour, until an attempt is made or they are put aside', async () => {
    const { database, owner } = bench;
    const certificate = await givenActive(database, workspace);
    const planned = new Date(NOW.getTime() + 86_400_000);
    const mails = (['receipt', 'gift'] as const).map((template, day) => ({
      kind: 'mail' as const,
      certificateId: certificate.id,
      template,
      runAt: day === 0 ? NOW : planned,
    }));
    await owner.query('delete from outbox');
    await recordDecision(database, decision(workspace.id, { messages: mails }));
    const waiting = async () => {
      const around = await readSurroundings(database, workspace.id, { ...certificate, orderId: null });
      return around.waiting.map(({ template, runAt }) => ({ template, runAt }));
    };
    expect(await waiting()).toEqual([
      { template: 'receipt', runAt: NOW },
      { template: 'gift', runAt: planned },
    ]);
    const { rows } = await owner.query<{ id: string; template: 'receipt' | 'gift' }>(
      `select id, payload ->> 'template' as template from outbox`,
    );
    for (const { id, template } of rows) {
      if (template === 'gift') await owner.query('update outbox set dead_at = now() where id = $1', [id]);
      else await begin({ ...(await givenAttempt()), id, certificateId: certificate.id, template });
    }
    expect(await waiting()).toEqual([]);
  });

  it('does not exist for another workspace', async () => {
    const active = await givenActive(bench.database, workspace);
    const stranger = await givenWorkspace(bench.database);
    expect(await readSurroundings(bench.database, stranger.id, { ...active, orderId: null })).toEqual({
      activities: [],
      deliveries: [],
      waiting: [],
      payment: null,
      order: null,
      segmentName: '',
    });
  });
});

describe('the checkout of a payment', () => {
  it('is noted on the payment, in its own workspace alone, and may be noted twice', async () => {
    const { certificate, payment } = await givenPending(bench.database, workspace);
    const stranger = await givenWorkspace(bench.database);
    const checkoutOf = async () => {
      const { payment: read } = await readState(bench.database, workspace.id, {
        certificateId: certificate.id,
        paymentId: payment.id,
      });
      return read?.checkoutId;
    };
    const forged = attachCheckout(bench.database, stranger.id, payment.id, 'cs_forged');
    await expect(forged).rejects.toThrow('no such payment');
    expect(await checkoutOf()).toBeNull();
    await attachCheckout(bench.database, workspace.id, payment.id, 'cs_1');
    await attachCheckout(bench.database, workspace.id, payment.id, 'cs_1');
    expect(await checkoutOf()).toBe('cs_1');
  });
});
