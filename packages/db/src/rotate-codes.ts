import { setTimeout as sleep } from 'node:timers/promises';
import type { SealedCode } from '@boon/core';
import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import pg from 'pg';
import { type Database, openDatabase, withWorkspace } from './connect.ts';
import { certificates, codeKeys } from './schema/index.ts';

/** Any number, the same for every process: one rotates at a time. */
const ROTATION_LOCK = 2_040_318;
const FOREIGN_KEY_VIOLATION = '23503';
const BATCH_MAX = 250;
const ROUNDS_MAX = 500;
const ROUND_PAUSE_MS = 20;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** Versions of the keys in use, ascending: codes are sealed under the last one and may be stored under any. */
export async function readCodeKeyVersions(database: Database): Promise<readonly [number, ...number[]]> {
  const rows = await database.orm
    .select({ version: codeKeys.version })
    .from(codeKeys)
    .orderBy(asc(codeKeys.version));
  const [first, ...rest] = rows.map(({ version }) => version);
  if (first === undefined) throw new Error('code_keys is empty: no code can be sealed');
  return [first, ...rest];
}

export type CodeToReseal = {
  readonly workspaceId: string;
  readonly certificateId: string;
  readonly sealed: SealedCode;
};

export type CodeRotation = {
  /** Seals the same code under the given key version. */
  readonly reseal: (code: CodeToReseal, version: number) => SealedCode;
  /** How long to wait until every running process has heard of the new version, in milliseconds. */
  readonly graceMs: number;
  readonly log?: (line: string) => void;
};

export type Rotated = { readonly version: number; readonly resealed: number };

/**
 * Gives every code a new key while the server runs: adds a version, waits until all processes know it, seals every code
 * again in small batches, retires the older versions. One that was interrupted is finished instead of starting another.
 * @param url the owner's @throws Error when a rotation is running already, when rows keep coming under an old version, or when
 *   codes cannot be opened: it names their certificates, has sealed all others, and keeps the old key for these
 */
export async function rotateCodes(url: string, rotation: CodeRotation): Promise<Rotated> {
  const owner = new pg.Client({ connectionString: url, application_name: 'boon-rotate-codes' });
  owner.on('error', () => {});
  await owner.connect();
  const database = openDatabase({ url, appConnectionsMax: 1, workerConnectionsMax: 1 });
  try {
    await lockOutOthers(owner);
    let { version, isNew } = await beginOrResume(owner, rotation);
    let resealed = 0;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const { found, written, unreadable } = await resealAll(owner, database, version, rotation);
      resealed += written;
      if (found === 0 && (await retireOlder(owner, version))) return { version, resealed };
      if (found > 0 && found === unreadable.ids.length) {
        // An earlier rotation had done all it could: what it could not open must not keep this one from its new key.
        const isDone = !isNew && resealed === 0 && (await isInUse(owner, database, version));
        if (!isDone) throw new Error(unreadableProblem(unreadable, resealed), { cause: unreadable.why });
        version = await begin(owner, rotation);
        isNew = true;
      }
      if (written > 0) rotation.log?.(`${resealed} codes sealed again.`);
      await sleep(ROUND_PAUSE_MS);
    }
    throw new Error('codes are still being sealed under an old key; is a process running that cannot read?');
  } finally {
    await database.close();
    await owner.end();
  }
}

async function lockOutOthers(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    ROTATION_LOCK,
  ]);
  if (rows[0]?.taken !== true) throw new Error('another rotation is running');
}

type Begun = { readonly version: number; readonly isNew: boolean };

async function beginOrResume(owner: pg.Client, rotation: CodeRotation): Promise<Begun> {
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from code_keys');
  if (rows[0]?.count === 1) return { version: await begin(owner, rotation), isNew: true };
  const { version } = await untilKnown(owner, rotation);
  rotation.log?.(`Going on with key version ${version}: an earlier rotation did not come to its end.`);
  return { version, isNew: false };
}

async function begin(owner: pg.Client, rotation: CodeRotation): Promise<number> {
  await owner.query('insert into code_keys (version) select max(version) + 1 from code_keys');
  const { version } = await untilKnown(owner, rotation);
  rotation.log?.(`Key version ${version} is new.`);
  return version;
}

/** The newest version, once every running process has heard of it. */
async function untilKnown(owner: pg.Client, { graceMs }: CodeRotation): Promise<{ version: number }> {
  const { rows } = await owner.query<{ version: number; age_ms: number }>(
    `select version, extract(epoch from clock_timestamp() - created_at)::float8 * 1000 as age_ms
     from code_keys order by version desc limit 1`,
  );
  const newest = rows[0];
  if (!newest) throw new Error('code_keys is empty: no code can be sealed');
  await sleep(Math.max(0, graceMs - newest.age_ms));
  return newest;
}

type Unreadable = { readonly ids: string[]; why: unknown };

async function resealAll(
  owner: pg.Client,
  database: Database,
  version: number,
  { reseal }: CodeRotation,
): Promise<{ found: number; written: number; unreadable: Unreadable }> {
  let [found, written] = [0, 0];
  const unreadable: Unreadable = { ids: [], why: null };
  for (const workspaceId of await workspaceIds(owner)) {
    let after = BEFORE_ALL_IDS;
    for (;;) {
      const batch = await readBatch(database, workspaceId, version, after);
      const last = batch.at(-1);
      if (!last) break;
      const fresh = batch.flatMap((row) => {
        const code = { workspaceId, certificateId: row.id, sealed: row };
        try {
          return [{ id: row.id, expectedVersion: row.version, ...reseal(code, version) }];
        } catch (error) {
          // One damaged row must not keep the key of all the others from being changed.
          unreadable.ids.push(row.id);
          unreadable.why ??= error;
          return [];
        }
      });
      found += batch.length;
      written += await writeBatch(database, workspaceId, fresh);
      after = last.id;
    }
  }
  return { found, written, unreadable };
}

async function workspaceIds(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>('select id from workspaces order by id');
  return rows.map(({ id }) => id);
}

/** Whether any code is sealed under this version: then the secret is the right one. */
async function isInUse(owner: pg.Client, database: Database, version: number): Promise<boolean> {
  for (const workspaceId of await workspaceIds(owner)) {
    const rows = await withWorkspace(database, workspaceId, (tx) =>
      tx
        .select({ id: certificates.id })
        .from(certificates)
        .where(and(eq(certificates.workspaceId, workspaceId), eq(certificates.codeLookupKeyVersion, version)))
        .limit(1),
    );
    if (rows.length > 0) return true;
  }
  return false;
}

const NAMED_MAX = 10;

function unreadableProblem({ ids, why }: Unreadable, resealed: number): string {
  const more = ids.length > NAMED_MAX ? ` and ${ids.length - NAMED_MAX} more` : '';
  const named = `${ids.slice(0, NAMED_MAX).join(', ')}${more}`;
  const reason = why instanceof Error ? why.message : 'unknown';
  return resealed === 0
    ? `none of these certificates' codes can be opened: ${named} (${reason}). Is APP_SECRET the one they were sealed under?`
    : `the codes of these certificates cannot be opened, restore their rows or reissue them: ${named} (${reason}). Every other code has the new key; the old one is kept for these`;
}

async function readBatch(database: Database, workspaceId: string, newest: number, after: string) {
  return withWorkspace(database, workspaceId, (tx) =>
    tx
      .select({
        id: certificates.id,
        version: certificates.version,
        lookup: certificates.codeLookup,
        lookupKeyVersion: certificates.codeLookupKeyVersion,
        ciphertext: certificates.codeCiphertext,
        last4: certificates.codeLast4,
      })
      .from(certificates)
      .where(
        and(
          eq(certificates.workspaceId, workspaceId),
          gt(certificates.id, after),
          lt(certificates.codeLookupKeyVersion, newest),
        ),
      )
      .orderBy(asc(certificates.id))
      .limit(BATCH_MAX),
  );
}

type FreshCode = SealedCode & { readonly id: string; readonly expectedVersion: number };

// Rows somebody holds or has changed are left for the next round: nothing waits for a rotation, and it waits for nothing.
// The row's version rises, so that a decision made before cannot write the old code back.
async function writeBatch(
  database: Database,
  workspaceId: string,
  fresh: readonly FreshCode[],
): Promise<number> {
  const document = fresh.map(({ id, expectedVersion, lookup, lookupKeyVersion, ciphertext }) => ({
    id,
    expected: expectedVersion,
    key: lookupKeyVersion,
    lookup: Buffer.from(lookup).toString('hex'),
    copy: Buffer.from(ciphertext).toString('hex'),
  }));
  const { rowCount } = await withWorkspace(database, workspaceId, (tx) =>
    tx.execute(sql`
      with fresh as (
        select * from jsonb_to_recordset(${JSON.stringify(document)}::jsonb)
          as f(id uuid, expected integer, key smallint, lookup text, copy text)
      ), free as (
        select c.id from certificates c join fresh f on f.id = c.id
        where c.workspace_id = ${workspaceId} and c.version = f.expected
        for update of c skip locked
      )
      update certificates c
      set code_lookup = decode(f.lookup, 'hex'), code_lookup_key_version = f.key,
          code_ciphertext = decode(f.copy, 'hex'), version = c.version + 1
      from fresh f join free using (id)
      where c.workspace_id = ${workspaceId} and c.id = f.id and c.version = f.expected`),
  );
  return rowCount ?? 0;
}

/** False while a certificate still names an older version: the foreign key keeps it. */
async function retireOlder(owner: pg.Client, version: number): Promise<boolean> {
  try {
    await owner.query('delete from code_keys where version < $1', [version]);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}
