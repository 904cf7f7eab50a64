import { randomUUID } from 'node:crypto';
import { activate, createCertificate, type Decision, purchaseOnPortal, redeem, reverse } from '@boon/core';
import { NOW, PAID, STAFF, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readActivities, readState, recordDecision } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  giftFacts,
  givenActive,
  givenComplimentary,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
  orderOf,
  record,
  sealedCode,
} from './testing/index.ts';

let bench: Bench;
let workspace: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench();
  workspace = await givenWorkspace(bench.database);
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

function decided(outcome: ReturnType<typeof redeem>): Decision {
  if (outcome.type === 'refusal') throw new Error(outcome.code);
  return outcome;
}

/** What the decision said, next to what is read back. */
async function roundTrip(outcome: ReturnType<typeof redeem>) {
  const { row, expectedVersion } = decided(outcome).certificates[0] ?? {};
  await record(bench.database, outcome);
  if (!row) throw new Error('the decision writes no certificate');
  const read = await certificateOf(bench.database, row);
  return { read, said: { ...row, version: (expectedVersion ?? 0) + 1, number: read.number } };
}

describe('a certificate reads back exactly as it was decided', () => {
  it('pending, with every field filled', async () => {
    const gift = giftFacts(workspace, {
      message: 'Поздравляю 生日快乐 مبروك 👨‍👩‍👧\n"quoted" \\ \'single\' {json}',
      deliverOn: '2028-02-29',
      purchaser: { name: "O'Neill; drop table certificates", email: 'anna@example.com' },
      amount: { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'KWD' },
      createdAt: new Date('2026-11-22T12:00:00.123Z'),
    });
    const { read, said } = await roundTrip(purchaseOnPortal(gift, randomUUID(), NOW));
    expect(read).toEqual(said);
    expect(read.number).toMatch(/^GC-2026-\d{6}$/);
  });

  it('with all the digits of its number, the millionth and those after it too', async () => {
    await bench.owner.query('update certificate_counters set last_number = 999998 where workspace_id = $1', [
      workspace.id,
    ]);
    const numbers: string[] = [];
    for (let made = 0; made < 3; made += 1) {
      const gift = giftFacts(workspace, { createdAt: NOW });
      numbers.push((await roundTrip(purchaseOnPortal(gift, randomUUID(), NOW))).read.number);
    }
    expect(numbers).toEqual(['GC-2026-999999', 'GC-2026-1000000', 'GC-2026-1000001']);
  });

  it('pending, with everything optional left out', async () => {
    const gift = giftFacts(workspace, {
      origin: 'api',
      delivery: 'print',
      message: '',
      recipient: { name: 'Jon', email: null },
    });
    const { read, said } = await roundTrip(createCertificate(gift, workspace, STAFF, 'silent', NOW));
    expect(read).toEqual(said);
    expect(read.state).toEqual({ status: 'pending' });
  });

  it('active, with and without a last day', async () => {
    const one = await givenPending(bench.database, workspace);
    const paid = await roundTrip(activate(one.certificate, PAID, one.payment, workspace, STAFF, NOW));
    expect(paid.read).toEqual(paid.said);
    const other = await givenPending(bench.database, workspace);
    const endless = { expiresAfterDays: null, timeZone: 'Africa/Cairo' };
    const { read, said } = await roundTrip(
      activate(other.certificate, PAID, other.payment, endless, STAFF, NOW),
    );
    expect(read).toEqual(said);
    expect(read.state).toEqual({ status: 'active', activatedAt: NOW, validity: null });
  });

  it('redeemed, reversed, redeemed again', async () => {
    const active = await givenActive(bench.database, workspace);
    const order = await givenOrder(bench.database, workspace);
    const redemptionId = randomUUID();
    const used = await roundTrip(redeem(active, order, redemptionId, WIDGET, NOW));
    expect(used.read).toEqual(used.said);
    const back = await roundTrip(
      reverse({ id: redemptionId, certificate: used.read }, await orderOf(bench.database, order), STAFF, NOW),
    );
    expect(back.read).toEqual(back.said);
    expect(back.read.state).toEqual(active.state);
    await givenRedeemed(bench.database, back.read, order, new Date(NOW.getTime() + 1));
    const state = await readState(bench.database, workspace.id, {
      orderId: order.id,
      include: ['redemptions', 'live_certificates'],
    });
    expect(state.lines.map(({ reversedAt }) => reversedAt)).toEqual([NOW, null]);
    expect(state.liveCertificates.map(({ id }) => id)).toEqual([active.id]);
    expect(state.order).toMatchObject({ appliedMinor: 15_000, version: 4 });
  });

  it('expired, and voided from each status', async () => {
    const expired = await givenExpired(bench.database, await givenActive(bench.database, workspace));
    expect(expired.state).toMatchObject({ status: 'expired', validity: { validThrough: '2028-11-21' } });
    const voided = [
      await givenVoided(bench.database, expired),
      await givenVoided(bench.database, await givenActive(bench.database, workspace)),
      await givenVoided(bench.database, (await givenPending(bench.database, workspace)).certificate),
      await givenVoided(bench.database, await givenComplimentary(bench.database, workspace)),
    ];
    expect(
      voided.map(({ state }) => state.status === 'voided' && [state.activatedAt, state.voidReason]),
    ).toEqual([
      [NOW, 'a mistake'],
      [NOW, 'a mistake'],
      [null, 'a mistake'],
      [NOW, 'a mistake'],
    ]);
  });

  it('with its log in the order of the decision, who did it and what', async () => {
    const certificate = await givenActive(bench.database, workspace);
    const log = await readActivities(bench.database, workspace.id, certificate.id);
    expect(log.map(({ type, actorKind, at }) => [type, actorKind, at])).toEqual([
      ['created', 'purchaser', NOW],
      ['purchased', 'system', NOW],
      ['purchased_from_portal', 'system', NOW],
      ['activated_from_portal', 'system', NOW],
    ]);
    expect(log[0]?.details).toEqual({
      origin: 'portal',
      kind: 'purchased',
      amountMinor: 15_000,
      currency: 'EUR',
    });
  });

  it('is found by any of the look-up values of its code, in its workspace alone', async () => {
    const certificate = await givenActive(bench.database, workspace);
    const lookups = [sealedCode().lookup, certificate.code.lookup];
    const found = await readState(bench.database, workspace.id, { lookups });
    expect(found.certificate).toEqual(certificate);
    const other = await givenWorkspace(bench.database);
    expect(await readState(bench.database, other.id, { lookups })).toMatchObject({ certificate: null });
    expect(await readState(bench.database, workspace.id, { lookups: [] })).toMatchObject({
      certificate: null,
    });
  });
});

describe('new certificates', () => {
  it('never share a code in one workspace, and the caller is told to draw another', async () => {
    const existing = await givenActive(bench.database, workspace);
    const before = await bench.fingerprint();
    const same = giftFacts(workspace, { code: { ...sealedCode(), lookup: existing.code.lookup } });
    expect(await recordDecision(bench.database, purchaseOnPortal(same, randomUUID(), NOW))).toBe(
      'code_taken',
    );
    expect(await bench.fingerprint()).toBe(before);
    const other = await givenWorkspace(bench.database);
    const elsewhere = giftFacts(other, { code: same.code });
    await record(bench.database, purchaseOnPortal(elsewhere, randomUUID(), NOW));
  });

  it('are numbered without a gap, each workspace for itself, also when some fail and many come at once', async () => {
    const mine = await givenWorkspace(bench.database);
    const taken = await givenActive(bench.database, mine);
    const attempts = Array.from({ length: 30 }, (_, index) => {
      const code = index % 3 === 0 ? taken.code : sealedCode();
      return recordDecision(bench.database, purchaseOnPortal(giftFacts(mine, { code }), randomUUID(), NOW));
    });
    const recorded = await Promise.all(attempts);
    expect(recorded.filter((answer) => answer === 'code_taken')).toHaveLength(10);
    const { rows } = await bench.owner.query<{ number: string }>(
      'select number from certificates where workspace_id = $1 order by number',
      [mine.id],
    );
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 21 }, (_, index) => `GC-2026-${String(index + 1).padStart(6, '0')}`),
    );
  });
});

describe('what the outside is told', () => {
  it('is queued by the statement of the fact, with ids alone', async () => {
    const { certificate, payment } = await givenPending(bench.database, workspace);
    await record(bench.database, activate(certificate, PAID, payment, workspace, STAFF, NOW));
    const { rows } = await bench.owner.query(
      `select workspace_id, kind, payload, run_at from outbox where payload ->> 'certificateId' = $1 order by kind desc, payload ->> 'template'`,
      [certificate.id],
    );
    const certificateId = certificate.id;
    expect(rows).toEqual([
      {
        workspace_id: workspace.id,
        kind: 'payment_check',
        payload: { certificateId, paymentId: payment.id },
        run_at: new Date(NOW.getTime() + 300_000),
      },
      {
        workspace_id: workspace.id,
        kind: 'mail',
        payload: { certificateId, template: 'gift' },
        run_at: NOW,
      },
      {
        workspace_id: workspace.id,
        kind: 'mail',
        payload: { certificateId, template: 'receipt' },
        run_at: NOW,
      },
    ]);
  });

  it('closes the payment as paid in the same statement', async () => {
    const { certificate, payment } = await givenPending(bench.database, workspace);
    await record(bench.database, activate(certificate, PAID, payment, workspace, STAFF, NOW));
    const state = await readState(bench.database, workspace.id, {
      certificateId: certificate.id,
      include: ['latest_payment'],
    });
    expect(state.payment).toEqual({
      ...payment,
      status: 'paid',
      reference: 'pi_1',
      closedAt: NOW,
      checkoutId: null,
    });
  });
});
