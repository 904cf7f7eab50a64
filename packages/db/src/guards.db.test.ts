import { ACTIVITY_TYPES, type StoredCertificate, type StoredOrder, TRANSFER_ROUTES } from '@boon/core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Bench,
  givenActive,
  givenComplimentary,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let certificates: Record<
  'pending' | 'active' | 'redeemed' | 'expired' | 'voided' | 'free',
  StoredCertificate
>;
let order: StoredOrder;
let foreignOrder: StoredOrder;

beforeAll(async () => {
  bench = await openBench();
  const { database } = bench;
  const workspace = await givenWorkspace(database);
  order = await givenOrder(database, workspace);
  foreignOrder = await givenOrder(database, await givenWorkspace(database));
  certificates = {
    pending: (await givenPending(database, workspace)).certificate,
    active: await givenActive(database, workspace),
    redeemed: (await givenRedeemed(database, await givenActive(database, workspace), order)).certificate,
    expired: await givenExpired(database, await givenActive(database, workspace)),
    voided: await givenVoided(database, await givenActive(database, workspace)),
    free: await givenComplimentary(database, workspace),
  };
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

/** Runs `statement` as the owner, undoes it, and gives the constraint or error code it was refused with. */
async function refusalOf(statement: string, values: unknown[] = []): Promise<string> {
  const client = await bench.owner.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query(statement, values);
    return `allowed: ${rowCount} rows`;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.constraint ?? error.code ?? error.message;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('plain SQL, whoever writes it, is refused for a certificate that is', () => {
  it.each([
    ['pending', `status = 'spent'`, 'certificates_status'],
    ['pending', `status = 'active'`, 'certificates_activated'],
    ['pending', `status = 'redeemed'`, 'certificates_activated'],
    ['pending', `status = 'expired'`, 'certificates_activated'],
    ['pending', `activated_at = now()`, 'certificates_paid'],
    ['pending', `activated_at = now(), payment_method = 'cash'`, 'certificates_pending'],
    ['active', `activated_at = null`, 'certificates_activated'],
    ['active', `status = 'pending'`, 'certificates_pending'],
    ['active', `status = 'redeemed'`, 'certificates_redeemed'],
    ['active', `status = 'redeemed', redeemed_at = now()`, 'certificates_redeemed'],
    ['active', `redeemed_at = now()`, 'certificates_redeemed'],
    ['active', `payment_method = null`, 'certificates_paid'],
    ['active', `status = 'voided'`, 'certificates_voided'],
    ['active', `status = 'voided', voided_at = now()`, 'certificates_voided'],
    ['active', `status = 'voided', voided_at = now(), void_reason = ''`, 'certificates_voided'],
    ['active', `voided_at = now(), void_reason = 'why'`, 'certificates_voided'],
    ['active', `valid_through = null`, 'certificates_validity'],
    ['active', `time_zone = null`, 'certificates_validity'],
    ['active', `expires_at = null`, 'certificates_validity'],
    ['active', `expires_at = expires_at + interval '4 hours'`, 'certificates_validity'],
    ['active', `valid_through = valid_through + 1`, 'certificates_validity'],
    ['active', `time_zone = 'Atlantis/Capital'`, '22023'],
    ['active', `amount_minor = 0`, 'certificates_amount'],
    ['active', `amount_minor = -15000`, 'certificates_amount'],
    ['active', `amount_minor = 9007199254740992`, 'certificates_amount'],
    ['active', `code_lookup = '\\x00'`, 'certificates_lookup'],
    ['active', `message = repeat('x', 501)`, 'certificates_message'],
    ['active', `kind = 'found'`, 'certificates_kind'],
    ['active', `origin = 'nowhere'`, 'certificates_origin'],
    ['active', `delivery = 'pigeon'`, 'certificates_delivery'],
    ['active', `segment_id = gen_random_uuid()`, 'certificates_segment'],
    ['redeemed', `order_id = null`, 'certificates_redeemed'],
    ['redeemed', `redeemed_at = null`, 'certificates_redeemed'],
    ['redeemed', `status = 'active'`, 'certificates_redeemed'],
    ['redeemed', `activated_at = null`, 'certificates_activated'],
    ['expired', `valid_through = null, time_zone = null, expires_at = null`, 'certificates_expired'],
    ['expired', `activated_at = null`, 'certificates_activated'],
    ['voided', `void_reason = null`, 'certificates_voided'],
    ['voided', `status = 'active'`, 'certificates_voided'],
    ['free', `activated_at = null`, 'certificates_activated'],
  ] as const)('%s: set %s', async (status, change, constraint) => {
    const { id } = certificates[status];
    expect(await refusalOf(`update certificates set ${change} where id = $1`, [id])).toBe(constraint);
  });

  it('redeemed on an order of another workspace, or with the code or number of another certificate', async () => {
    const { active, redeemed } = certificates;
    const foreign = await refusalOf('update certificates set order_id = $2 where id = $1', [
      redeemed.id,
      foreignOrder.id,
    ]);
    const sameCode = await refusalOf('update certificates set code_lookup = $2 where id = $1', [
      active.id,
      redeemed.code.lookup,
    ]);
    const sameNumber = await refusalOf('update certificates set number = $2 where id = $1', [
      active.id,
      redeemed.number,
    ]);
    expect([foreign, sameCode, sameNumber]).toEqual([
      'certificates_order',
      'certificates_code',
      'certificates_number',
    ]);
  });
});

describe('plain SQL is refused for', () => {
  it('a second live redemption of one certificate, and one without value', async () => {
    const insert = `insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
      values ($1, gen_random_uuid(), $2, $3, $4, now())`;
    const values = [order.workspaceId, order.id, certificates.redeemed.id];
    expect(await refusalOf(insert, [...values, 15_000])).toBe('redemptions_one_live');
    expect(await refusalOf(insert, [order.workspaceId, order.id, certificates.active.id, 0])).toBe(
      'redemptions_amount',
    );
    expect(await refusalOf(insert, [order.workspaceId, foreignOrder.id, certificates.active.id, 1])).toBe(
      'redemptions_order_fk',
    );
  });

  it.each([
    [`applied_minor = total_minor + 1`, 'orders_applied'],
    [`applied_minor = -1`, 'orders_applied'],
    [`total_minor = applied_minor - 1`, 'orders_applied'],
    [`total_minor = -1, applied_minor = -1`, 'orders_applied'],
    [`status = 'paid'`, 'orders_closed'],
    [`status = 'completed'`, 'orders_closed'],
    [`closed_at = now()`, 'orders_closed'],
    [`status = 'cancelled', closed_at = now()`, 'orders_cancelled_gives_back'],
  ])('an order: set %s', async (change, constraint) => {
    expect(await refusalOf(`update orders set ${change} where id = $1`, [order.id])).toBe(constraint);
  });

  it('a job that is done and dead, a payment that is open and closed, settings that contradict each other', async () => {
    expect(await refusalOf('update outbox set done_at = now(), dead_at = now()')).toBe('outbox_ends_once');
    expect(await refusalOf('update payments set closed_at = now(), status = $1', ['open'])).toBe(
      'payments_closed',
    );
    expect(await refusalOf('update workspaces set amount_min_minor = amount_max_minor + 1')).toBe(
      'workspaces_amounts',
    );
    expect(await refusalOf('update workspaces set expires_after_days = 0')).toBe('workspaces_expiry');
    expect(await refusalOf(`update workspaces set slug = 'Not/A Slug'`)).toBe('workspaces_slug');
  });
});

describe('the books', () => {
  const insert = `insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    values ($1, $2, $3, $4, $5, $6, 'EUR', now())`;

  it('take every route of the domain and no other, in no other direction', async () => {
    const accounts = ['cash', 'grant', 'liability', 'revenue', 'breakage', 'cancelled'];
    const kinds = Object.keys(TRANSFER_ROUTES);
    const { active } = certificates;
    const allowed: string[] = [];
    for (const kind of kinds) {
      for (const from of accounts) {
        for (const to of accounts) {
          const values = [active.workspaceId, active.id, kind, from, to, 1];
          const refusal = await refusalOf(insert, values);
          if (refusal === 'allowed: 1 rows') allowed.push(`${kind}: ${from} -> ${to}`);
          else expect(refusal).toBe('transfers_route');
        }
      }
    }
    const routes = Object.entries(TRANSFER_ROUTES).flatMap(([kind, { from, to }]) =>
      from.flatMap((source) => to.map((target) => `${kind}: ${source} -> ${target}`)),
    );
    expect(allowed.toSorted()).toEqual(routes.toSorted());
  });

  it.each([0, -15_000])('take no amount of %i', async (amountMinor) => {
    const { active } = certificates;
    const values = [active.workspaceId, active.id, 'issue', 'cash', 'liability', amountMinor];
    expect(await refusalOf(insert, values)).toBe('transfers_amount');
  });
});

describe('the log', () => {
  const insert = `insert into activities (workspace_id, certificate_id, type, at, actor_kind, details)
    values ($1, $2, $3, now(), $4, '{}')`;

  it('takes exactly the facts the domain knows', async () => {
    const { active } = certificates;
    const values = (type: string, actor = 'system') => [active.workspaceId, active.id, type, actor];
    for (const type of ACTIVITY_TYPES) expect(await refusalOf(insert, values(type))).toBe('allowed: 1 rows');
    expect(await refusalOf(insert, values('forgotten'))).toBe('activities_type');
    expect(await refusalOf(insert, values('sent', 'nobody'))).toBe('activities_actor');
  });

  it.each(['activities', 'transfers'])(
    'and the books are append-only, also for the owner: %s',
    async (table) => {
      expect(await refusalOf(`update ${table} set at = now()`)).toBe('BN002');
      expect(await refusalOf(`update ${table} set at = now() where false`)).toBe('BN002');
      expect(await refusalOf(`delete from ${table}`)).toBe('BN002');
      expect(await refusalOf(`truncate ${table}`)).toBe('BN002');
      expect(await refusalOf('truncate certificates cascade')).toBe('BN002');
    },
  );
});
