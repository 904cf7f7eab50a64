import { randomUUID } from 'node:crypto';
import type { CertificateType } from '@boon/core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findSegment, insertCertificateType, listCertificateTypes, withWorkspace } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenPending,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let a: GivenWorkspace;
let b: GivenWorkspace;
beforeAll(async () => {
  bench = await openBench();
  [a, b] = [await givenWorkspace(bench.database), await givenWorkspace(bench.database)];
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

/** Runs one statement as the app for a tenant, undoes it, and gives the constraint or code that refused it. */
async function refusalOf(tenant: string, statement: string, values: unknown[] = []): Promise<string | null> {
  const client = await bench.database.app.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.workspace_id', $1, true)`, [tenant]);
    await client.query(statement, values);
    return null;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.constraint ?? error.code ?? 'unknown';
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function givenType(workspace: GivenWorkspace, changes: Partial<CertificateType> = {}) {
  const type: CertificateType = {
    id: randomUUID(),
    workspaceId: workspace.id,
    name: 'A tour',
    description: '',
    design: 'classic',
    currency: 'EUR',
    pricing: { kind: 'fixed', amountsMinor: [5_000, 15_000] },
    expiresAfterDays: 'workspace',
    isActive: true,
    segmentIds: [],
    ...changes,
  };
  await withWorkspace(bench.database, workspace.id, (tx) =>
    insertCertificateType(tx, type, 'Edda', new Date()),
  );
  return type;
}

describe('the database refuses, of segments,', () => {
  it.each([
    ['a second default', 'update segments set is_default = true', null],
    ['a page of the portal as an address', `update segments set slug = 'check'`, 'segments_slug_shape'],
    ['an address that is none', `update segments set slug = 'A b'`, 'segments_slug_shape'],
    ['a default that is not active', 'update segments set is_active = false', 'segments_default_is_active'],
    [
      'an open one with a list',
      `update segments set access_emails = '{a@b.example}'`,
      'segments_open_has_no_list',
    ],
    [
      'a list without end',
      `update segments set access = 'closed', access_domains = array_fill('a.example'::text, array[101])`,
      'segments_lists_end',
    ],
    ['an access nobody knows', `update segments set access = 'ajar'`, 'segments_access'],
  ])('%s', async (_what, statement, constraint) => {
    expect(await refusalOf(a.id, statement)).toBe(constraint);
  });

  it('a second default, when there are two rows to choose from', async () => {
    const insert = `insert into segments (workspace_id, id, slug, name, language, is_active, is_default, code)
      values ($1, $2, 'two', 'Two', 'en', true, true, 'TWO')`;
    expect(await refusalOf(a.id, insert, [a.id, randomUUID()])).toBe('segments_one_default');
  });
});

describe('the database refuses, of types,', () => {
  it.each([
    [
      'two ways of pricing',
      'update certificate_types set amount_min_minor = 1, amount_max_minor = 2',
      'certificate_types_priced_one_way',
    ],
    [
      'no way of pricing',
      'update certificate_types set amounts_minor = null',
      'certificate_types_priced_one_way',
    ],
    ['an amount of nothing', `update certificate_types set amounts_minor = '{0}'`, 'certificate_types_fixed'],
    [
      'limits the wrong way round',
      'update certificate_types set amounts_minor = null, amount_min_minor = 9, amount_max_minor = 8',
      'certificate_types_free',
    ],
    [
      'days that it does not count',
      'update certificate_types set expires_after_days = 9',
      'certificate_types_expiry',
    ],
    ['days without a number', `update certificate_types set expiry = 'days'`, 'certificate_types_expiry'],
    ['its deletion', 'delete from certificate_types', '42501'],
  ])('%s', async (_what, statement, constraint) => {
    await givenType(a);
    expect(await refusalOf(a.id, statement)).toBe(constraint);
  });

  it('a segment of another workspace, and a certificate of a type of another workspace', async () => {
    const type = await givenType(a);
    const foreign = await givenType(b);
    const list =
      'insert into certificate_type_segments (workspace_id, type_id, segment_id) values ($1, $2, $3)';
    expect(await refusalOf(a.id, list, [a.id, type.id, a.segmentId])).toBeNull();
    expect(await refusalOf(a.id, list, [a.id, type.id, b.segmentId])).toBe(
      'certificate_type_segments_segment_fk',
    );
    expect(await refusalOf(a.id, list, [b.id, foreign.id, b.segmentId])).toBe('42501');
    await expect(givenPending(bench.database, a, { typeId: foreign.id })).rejects.toMatchObject({
      constraint: 'certificates_type',
    });
  });
});

describe('types and what was sold of them', () => {
  it('come back as they were written, and only to their workspace', async () => {
    const workspace = await givenWorkspace(bench.database);
    const free = { kind: 'free', amountMinMinor: 2_500, amountMaxMinor: 9_000 } as const;
    const types = [
      await givenType(workspace, { name: 'A', segmentIds: [workspace.segmentId], expiresAfterDays: 90 }),
      await givenType(workspace, { name: 'B', pricing: free, expiresAfterDays: null }),
    ];
    expect(await listCertificateTypes(bench.database, workspace.id)).toMatchObject(types);
    const ids = (await listCertificateTypes(bench.database, b.id)).map(({ id }) => id);
    expect(ids.some((id) => types.some((type) => type.id === id))).toBe(false);
  });

  it.each([90, null, 'workspace'] as const)(
    'keep the promise of %s days through the database',
    async (promise) => {
      const type = await givenType(a, { expiresAfterDays: promise });
      const facts = { typeId: type.id, expiresAfterDays: promise };
      const { certificate } = await givenPending(bench.database, a, facts);
      expect(await certificateOf(bench.database, certificate)).toMatchObject(facts);
    },
  );
});

describe('a workspace', () => {
  it('begins with an open default segment', async () => {
    expect(await findSegment(bench.database, a.id, null)).toMatchObject({
      id: a.segmentId,
      code: 'ALL',
      isDefault: true,
      access: { kind: 'open' },
      version: 1,
    });
    expect(await findSegment(bench.database, b.id, 'nobody')).toBeNull();
  });
});
