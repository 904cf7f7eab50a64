import { randomBytes, randomUUID } from 'node:crypto';
import { NOW } from '@boon/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addApiKey,
  findApiKey,
  listApiKeys,
  lockApiKeys,
  type NewApiKey,
  revokeApiKey,
  touchApiKeys,
  withWorkspace,
} from './index.ts';
import { type Bench, type GivenWorkspace, givenWorkspace, openBench } from './testing/index.ts';

let bench: Bench;
let own: GivenWorkspace;
let other: GivenWorkspace;

const MARA = { id: randomUUID(), name: 'Mara' };
const JON = { id: randomUUID(), name: 'Jon' };
const INSUFFICIENT_PRIVILEGE = '42501';
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function openWorkspaces() {
  [own, other] = [await givenWorkspace(bench.database), await givenWorkspace(bench.database)];
}

async function givenKey(changes: Partial<NewApiKey> = {}): Promise<NewApiKey> {
  const key: NewApiKey = {
    id: randomUUID(),
    workspaceId: own.id,
    name: 'Booking site',
    scopes: ['read', 'redeem'],
    keyHash: randomBytes(32),
    hint: '1a2b',
    createdAt: NOW,
    createdBy: MARA,
    ...changes,
  };
  await withWorkspace(bench.database, key.workspaceId, (tx) => addApiKey(tx, key));
  return key;
}

const lastUses = async (workspace: GivenWorkspace) =>
  Object.fromEntries(
    (await listApiKeys(bench.database, workspace.id)).map(({ id, lastUsedAt }) => [id, lastUsedAt]),
  );

describe('the keys of a workspace', () => {
  beforeAll(openWorkspaces);

  it('are listed with who made them, those in use before those that are revoked, and without their hash', async () => {
    const old = await givenKey({ createdAt: at(-60) });
    const revoked = await givenKey({ createdAt: at(60), name: 'Old site' });
    const young = await givenKey({ name: 'Accounting', scopes: ['read'] });
    await givenKey({ workspaceId: other.id });
    await revokeApiKey(bench.database, revoked, JON, at(90));

    const listed = await listApiKeys(bench.database, own.id);
    expect(listed.map(({ id }) => id)).toEqual([young.id, old.id, revoked.id]);
    expect(listed[0]).toEqual({
      id: young.id,
      workspaceId: own.id,
      name: 'Accounting',
      hint: '1a2b',
      scopes: ['read'],
      createdAt: NOW,
      createdByName: 'Mara',
      lastUsedAt: null,
      revokedAt: null,
      revokedByName: null,
    });
  });

  it('are revoked once: from then on nobody finds them, and who was first stays named', async () => {
    const key = await givenKey();
    expect(await findApiKey(bench.database, key.keyHash)).toMatchObject({ id: key.id });
    const [first, second] = await Promise.all([
      revokeApiKey(bench.database, key, MARA, at(1)),
      revokeApiKey(bench.database, key, JON, at(2)),
    ]);
    expect(first?.revokedByName).toBe(second?.revokedByName);
    const third = await revokeApiKey(bench.database, key, { ...JON, name: 'Late' }, at(3));
    expect(third).toEqual(first);
    expect(await findApiKey(bench.database, key.keyHash)).toBeNull();
  });

  it('of another workspace cannot be revoked: they are as unknown as those of nobody', async () => {
    const theirs = await givenKey({ workspaceId: other.id });
    for (const id of [theirs.id, randomUUID()])
      expect(await revokeApiKey(bench.database, { workspaceId: own.id, id }, JON, NOW)).toBeNull();
    expect(await findApiKey(bench.database, theirs.keyHash)).toMatchObject({ id: theirs.id });
  });

  it('are added one after the other: each who holds the lock sees all that are in use', async () => {
    const before = await withWorkspace(bench.database, own.id, (tx) => lockApiKeys(tx, own.id));
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        withWorkspace(bench.database, own.id, async (tx) => {
          const inUse = await lockApiKeys(tx, own.id);
          await addApiKey(tx, {
            id: randomUUID(),
            workspaceId: own.id,
            name: `Rival ${index}`,
            scopes: ['read'],
            keyHash: randomBytes(32),
            hint: 'abcd',
            createdAt: NOW,
            createdBy: MARA,
          });
          return inUse.length - before.length;
        }),
      ),
    );
    expect(seen.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    'key_hash = sha256($$mine$$)',
    "scopes = '{read,redeem,manage}'",
    "name = 'x'",
    'created_at = now()',
  ])('are what they were made: the runtime may not set %s', async (change) => {
    const attempt = withWorkspace(bench.database, own.id, (tx) =>
      tx.execute(`update api_keys set ${change}`),
    );
    await expect(attempt).rejects.toMatchObject({ cause: { code: INSUFFICIENT_PRIVILEGE } });
  });
});

describe('the last use of keys', () => {
  beforeAll(openWorkspaces);

  it('is noted for keys of several workspaces in one batch, each at its latest time', async () => {
    const [mine, idle] = [await givenKey(), await givenKey()];
    const theirs = await givenKey({ workspaceId: other.id });
    await touchApiKeys(bench.database, [
      { workspaceId: own.id, id: mine.id, at: at(30) },
      { workspaceId: other.id, id: theirs.id, at: at(5) },
      { workspaceId: own.id, id: mine.id, at: at(10) },
      { workspaceId: own.id, id: randomUUID(), at: at(10) },
    ]);
    expect(await lastUses(own)).toEqual({ [mine.id]: at(30), [idle.id]: null });
    expect(await lastUses(other)).toEqual({ [theirs.id]: at(5) });
  });

  it('never moves backwards', async () => {
    const key = await givenKey();
    const use = (seconds: number) => [{ workspaceId: own.id, id: key.id, at: at(seconds) }];
    await touchApiKeys(bench.database, use(20));
    await touchApiKeys(bench.database, use(10));
    expect((await lastUses(own))[key.id]).toEqual(at(20));
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => touchApiKeys(bench.database, use(20 + index))),
    );
    expect((await lastUses(own))[key.id]).toEqual(at(49));
  });

  it('is noted under the workspace it is named with alone', async () => {
    const theirs = await givenKey({ workspaceId: other.id });
    await touchApiKeys(bench.database, [{ workspaceId: own.id, id: theirs.id, at: NOW }]);
    expect((await lastUses(other))[theirs.id]).toBeNull();
  });

  it('is noted by rivals in any order without a deadlock, and leaves no tenant on the connection', async () => {
    const keys = [
      ...(await Promise.all(Array.from({ length: 6 }, () => givenKey()))),
      ...(await Promise.all(Array.from({ length: 6 }, () => givenKey({ workspaceId: other.id })))),
    ];
    const batch = (seconds: number, among: readonly NewApiKey[]) =>
      among.map(({ workspaceId, id }) => ({ workspaceId, id, at: at(seconds) }));
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        touchApiKeys(bench.database, batch(index, index % 2 ? keys : keys.toReversed())),
      ),
    );
    const uses = { ...(await lastUses(own)), ...(await lastUses(other)) };
    expect(keys.map(({ id }) => uses[id])).toEqual(keys.map(() => at(39)));
    expect((await bench.database.app.query('select 1 from api_keys')).rows).toEqual([]);
  });

  it('is nothing to ask the database about when there was none', async () => {
    await expect(touchApiKeys(bench.database, [])).resolves.toBeUndefined();
  });
});
