import { randomUUID } from 'node:crypto';
import {
  createCertificate,
  type Decision,
  decision,
  openOrder,
  redeem,
  reverse,
  type StoredCertificate,
} from '@boon/core';
import { NOW, STAFF, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordDecision } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  giftFacts,
  givenActive,
  givenCompleted,
  givenOrder,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
  orderOf,
  record,
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

describe('a stale decision writes nothing at all', () => {
  async function expectNothing(stale: Decision) {
    const before = await bench.fingerprint();
    expect(await recordDecision(bench.database, stale)).toBe('stale');
    expect(await bench.fingerprint()).toBe(before);
  }

  async function twice() {
    const certificate = await givenActive(bench.database, workspace);
    const order = await givenOrder(bench.database, workspace);
    return { certificate, order };
  }

  it('when the certificate was written meanwhile', async () => {
    const { certificate, order } = await twice();
    await givenVoided(bench.database, certificate);
    await expectNothing(decided(redeem(certificate, order, randomUUID(), WIDGET, NOW)));
  });

  it('when the order was written meanwhile, after the certificate was already touched', async () => {
    const { certificate, order } = await twice();
    await givenCompleted(bench.database, order);
    await expectNothing(decided(redeem(certificate, order, randomUUID(), WIDGET, NOW)));
  });

  it('when the second of two certificates was, whichever comes first', async () => {
    const pair = [await givenActive(bench.database, workspace), await givenActive(bench.database, workspace)];
    for (const changed of pair) {
      const current = await certificateOf(bench.database, changed);
      await record(bench.database, renamed(current, 'Kari'));
      const both = await Promise.all(pair.map((one) => certificateOf(bench.database, one)));
      const stale = both.map((one) => renamed(one.id === changed.id ? current : one, 'Lars'));
      await expectNothing(merged(stale));
      await expectNothing(merged(stale.toReversed()));
    }
  });

  it('when a new certificate comes with it: no number is used up', async () => {
    const { certificate } = await twice();
    await record(bench.database, renamed(certificate, 'Kari'));
    const fresh = createCertificate(giftFacts(workspace), workspace, STAFF, 'send', NOW);
    await expectNothing(merged([fresh, renamed(certificate, 'Lars')]));
  });

  it('when the redemption to reverse was reversed meanwhile', async () => {
    const { certificate, order } = await twice();
    const used = await givenRedeemed(bench.database, certificate, order);
    const current = await orderOf(bench.database, order);
    const undo = decided(
      reverse({ id: used.redemptionId, certificate: used.certificate }, current, STAFF, NOW),
    );
    await expectNothing({ ...undo, redemptions: [{ change: 'reverse', id: randomUUID(), at: NOW }] });
  });

  it('when the caller repeats its ids: certificate, redemption, order and its reference', async () => {
    const { certificate, order } = await twice();
    await expectNothing(
      createCertificate(giftFacts(workspace, { id: certificate.id }), workspace, STAFF, 'send', NOW),
    );
    await expectNothing(openOrder({ ...order, reference: 'another' }));
    await expectNothing(openOrder({ ...order, id: randomUUID() }));
    const used = await givenRedeemed(bench.database, certificate, order);
    const second = await givenActive(bench.database, workspace);
    const again = redeem(second, await orderOf(bench.database, order), used.redemptionId, WIDGET, NOW);
    await expectNothing(decided(again));
  });

  it('when it belongs to another workspace', async () => {
    const { certificate } = await twice();
    const other = await givenWorkspace(bench.database);
    await expectNothing({ ...renamed(certificate, 'Lars'), workspaceId: other.id, activities: [] });
  });

  function renamed(certificate: StoredCertificate, name: string): Decision {
    const row = { ...certificate, recipient: { ...certificate.recipient, name } };
    return decision(certificate.workspaceId, {
      certificates: [{ row, expectedVersion: certificate.version }],
      activities: [
        { certificateId: certificate.id, type: 'recipient_changed', at: NOW, actor: STAFF, details: {} },
      ],
      messages: [{ kind: 'mail', certificateId: certificate.id, template: 'gift', runAt: NOW }],
    });
  }

  function merged(decisions: readonly Decision[]): Decision {
    return decision(workspace.id, {
      certificates: decisions.flatMap(({ certificates }) => certificates),
      activities: decisions.flatMap(({ activities }) => activities),
      transfers: decisions.flatMap(({ transfers }) => transfers),
      messages: decisions.flatMap(({ messages }) => messages),
    });
  }
});
