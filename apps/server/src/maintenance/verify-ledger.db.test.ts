import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StoredCertificate, StoredOrder } from '@boon/core';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
} from '@boon/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../dist/verify-ledger.js', import.meta.url));
const COMMAND_MS_MAX = 25_000;

let bench: Bench;
let workspace: GivenWorkspace;
let active: StoredCertificate;
let redeemed: StoredCertificate;
let expired: StoredCertificate;
let order: StoredOrder;

beforeEach(async () => {
  bench = await openBench();
  const { database } = bench;
  workspace = await givenWorkspace(database);
  await givenPending(database, workspace);
  active = await givenActive(database, workspace);
  order = await givenOrder(database, workspace);
  redeemed = (await givenRedeemed(database, await givenActive(database, workspace), order)).certificate;
  expired = await givenExpired(database, await givenActive(database, workspace));
  await givenVoided(database, await givenActive(database, workspace));
  const neighbour = await givenWorkspace(database, { currency: 'ISK' });
  await givenActive(database, neighbour, { amount: { amountMinor: 20_000, currency: 'ISK' } });
});
afterEach(() => bench.close());

/** As an operator runs it: the built command, a process of its own that knows DATABASE_URL. */
async function verify(url = bench.url): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [COMMAND],
      { env: { DATABASE_URL: url }, timeout: COMMAND_MS_MAX },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Writes past every guard, as no program can. */
async function plant(statement: string): Promise<void> {
  const client = await bench.owner.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(statement);
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
}

describe('npm run verify-ledger', () => {
  it('prints the totals of each currency and exits 0 when the books agree', async () => {
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('2 workspaces\n');
    expect(out).toContain(
      'EUR: 5 certificates; issued €600.00, redeemed €150.00, voided €150.00, expired €150.00, liability €150.00\n',
    );
    expect(out).toContain('ISK: 1 certificates;');
    expect(out).toContain('The books agree.');
  });

  it('names each kind of difference with its workspace and subject, and exits 1', async () => {
    await plant(`update certificates set status = 'active' where id = '${expired.id}'`);
    await plant(`delete from transfers where certificate_id = '${active.id}'`);
    await plant(`update redemptions set reversed_at = now() where certificate_id = '${redeemed.id}'`);
    await plant(`update orders set applied_minor = applied_minor + 1 where id = '${order.id}'`);
    const { code, err } = await verify();
    expect(code).toBe(1);
    const line = (subject: string, problem: string) => `  ${workspace.slug} ${subject}: ${problem}\n`;
    expect(err).toContain(line(expired.number, 'status is active, its log says expired'));
    expect(err).toContain(line(active.number, 'liability does not match the status'));
    expect(err).toContain(line(redeemed.number, 'its redemption does not match the status'));
    expect(err).toContain(
      line(order.reference, "the order's applied amount is not the sum of its live redemptions"),
    );
    expect(err).toContain(
      line('EUR', 'active certificates are worth 30000, issued less redeemed, voided and expired is 0'),
    );
    expect(err).toContain(line('EUR', 'orders were paid 15001 by certificates, the books say 15000'));
  });

  it('counts every difference and lists the first 20', async () => {
    for (let index = 0; index < 24; index += 1) await givenActive(bench.database, workspace);
    await plant(`delete from activities where workspace_id = '${workspace.id}'`);
    const { code, err } = await verify();
    expect(code).toBe(1);
    expect(err).toContain('29 differences, the first 20:\n');
    expect(err.trim().split('\n')).toHaveLength(21);
  });

  it('sees every workspace, also as an owner of the tables whom row-level security binds', async () => {
    await plant(`update certificates set status = 'active' where id = '${expired.id}'`);
    const role = `owner_${workspace.id.slice(0, 8)}`;
    await bench.owner.query(
      `create role ${role} login password 'plain' noinherit in role boon_app, boon_worker`,
    );
    try {
      const asPlain = new URL(bench.url);
      asPlain.username = role;
      asPlain.password = 'plain';
      const { code, err } = await verify(asPlain.href);
      expect(code).toBe(1);
      expect(err).toContain(`${expired.number}: status is active, its log says expired`);
    } finally {
      await bench.owner.query(`drop role ${role}`);
    }
  });

  it('says what is wrong with its settings, and exits 1', async () => {
    const { code, err } = await verify('mysql://localhost/boon');
    expect(code).toBe(1);
    expect(err).toContain('verify-ledger cannot start:\n  DATABASE_URL');
  });
});
