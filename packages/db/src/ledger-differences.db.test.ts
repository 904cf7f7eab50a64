import type { StoredCertificate, StoredOrder } from '@boon/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Bench,
  givenActive,
  givenCompleted,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let pending: StoredCertificate;
let active: StoredCertificate;
let redeemed: StoredCertificate;
let expired: StoredCertificate;
let voided: StoredCertificate;
let order: StoredOrder;

/** Honest books of every status, in a database that is thrown away with what is planted in it. */
beforeEach(async () => {
  bench = await openBench();
  const { database } = bench;
  const workspace = await givenWorkspace(database);
  pending = (await givenPending(database, workspace)).certificate;
  active = await givenActive(database, workspace);
  order = await givenOrder(database, workspace);
  redeemed = (await givenRedeemed(database, await givenActive(database, workspace), order)).certificate;
  order = await givenCompleted(database, order);
  expired = await givenExpired(database, await givenActive(database, workspace));
  voided = await givenVoided(database, await givenActive(database, workspace));
});
afterEach(() => bench.close());

/** Writes past every guard, as no program can. */
async function plant(...statements: string[]): Promise<void> {
  const client = await bench.owner.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
}

const dropTransfer = ({ id }: StoredCertificate, kind: string) =>
  `delete from transfers where certificate_id = '${id}' and kind = '${kind}'`;

describe('the view of differences', () => {
  it('is empty for honest books of every status', async () => {
    expect(await bench.ledgerDifferences()).toEqual([]);
  });

  it('finds a status that its log does not imply', async () => {
    await plant(
      `update certificates set status = 'active' where id = '${expired.id}'`,
      `delete from activities where certificate_id = '${pending.id}'`,
    );
    expect(await bench.ledgerDifferences()).toEqual([
      { number: pending.number, problem: 'status is pending, its log says ' },
      { number: expired.number, problem: 'status is active, its log says expired' },
    ]);
  });

  it('finds a transfer that is missing, in each status', async () => {
    await plant(
      dropTransfer(active, 'issue'),
      dropTransfer(redeemed, 'redeem'),
      dropTransfer(expired, 'expire'),
      dropTransfer(voided, 'issue'),
      dropTransfer(voided, 'void'),
    );
    const differences = await bench.ledgerDifferences();
    expect(differences.map(({ number }) => number).toSorted()).toEqual(
      [active, redeemed, expired, voided].map(({ number }) => number).toSorted(),
    );
    expect(differences).toContainEqual({
      number: voided.number,
      problem: 'what was cancelled does not match the status',
    });
  });

  it('finds a transfer that is one too many, and one of a pending certificate', async () => {
    const again = ({ id }: StoredCertificate, kind: string, from: string, to: string) =>
      `insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
       select workspace_id, id, '${kind}', '${from}', '${to}', amount_minor, currency, now() from certificates where id = '${id}'`;
    await plant(
      again(active, 'issue', 'cash', 'liability'),
      again(pending, 'issue', 'cash', 'liability'),
      again(redeemed, 'redeem', 'liability', 'revenue'),
    );
    expect((await bench.ledgerDifferences()).map(({ number }) => number).toSorted()).toEqual(
      [pending, active, redeemed].map(({ number }) => number).toSorted(),
    );
  });

  it('finds wrong signs that a sum over all certificates hides', async () => {
    await plant(
      'alter table transfers drop constraint transfers_route',
      `update transfers set from_account = 'revenue', to_account = 'liability' where certificate_id = '${redeemed.id}' and kind = 'redeem'`,
      `update transfers set from_account = 'liability', to_account = 'cash' where certificate_id = '${active.id}'`,
      `update transfers set amount_minor = amount_minor * 2 where certificate_id = '${expired.id}' and kind = 'issue'`,
    );
    expect((await bench.ledgerDifferences()).map(({ number }) => number).toSorted()).toEqual(
      [active, redeemed, expired].map(({ number }) => number).toSorted(),
    );
  });

  it('finds transfers in another currency', async () => {
    await plant(
      `update transfers set currency = 'ISK' where certificate_id = '${redeemed.id}' and kind = 'redeem'`,
    );
    expect(await bench.ledgerDifferences()).toEqual([
      { number: redeemed.number, problem: 'its transfers are in another currency' },
    ]);
  });

  it('finds an order whose applied amount is not what its certificates paid', async () => {
    await plant(`update orders set applied_minor = applied_minor + 1 where id = '${order.id}'`);
    expect(await bench.ledgerDifferences()).toEqual([
      {
        number: order.reference,
        problem: "the order's applied amount is not the sum of its live redemptions",
      },
    ]);
  });

  it('finds a redeemed certificate without its redemption, and one linked to another order', async () => {
    await plant(`update redemptions set reversed_at = now() where certificate_id = '${redeemed.id}'`);
    expect((await bench.ledgerDifferences()).map(({ problem }) => problem)).toEqual([
      'its redemption does not match the status',
      "the order's applied amount is not the sum of its live redemptions",
    ]);
    await plant(
      `update redemptions set reversed_at = null where certificate_id = '${redeemed.id}'`,
      `update certificates set order_id = gen_random_uuid() where id = '${redeemed.id}'`,
    );
    expect(await bench.ledgerDifferences()).toEqual([
      { number: redeemed.number, problem: 'its redemption does not match the status' },
    ]);
  });

  it('fails the check that every database test ends with', async () => {
    await plant(dropTransfer(active, 'issue'));
    await expect(bench.assertBooksAgree()).rejects.toThrow(active.number);
  });
});
