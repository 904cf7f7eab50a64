import { NOW } from '@boon/core/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  listRefusedOrigins,
  lockAllowedOrigins,
  noteRefusedOrigin,
  REFUSED_ORIGINS_MAX,
  readWorkspace,
  setAllowedOrigins,
  withWorkspace,
} from './index.ts';
import { type Bench, type GivenWorkspace, givenWorkspace, openBench } from './testing/index.ts';

let bench: Bench;
let own: GivenWorkspace;
const SHOP = 'https://shop.example.com';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const after = (ms: number) => new Date(NOW.getTime() + ms);

beforeAll(async () => {
  bench = await openBench();
});
beforeEach(async () => {
  own = await givenWorkspace(bench.database);
});
afterAll(() => bench.close());

const note = (origin: string, at = NOW) => noteRefusedOrigin(bench.database, own.id, origin, at);
const refused = () => listRefusedOrigins(bench.database, own.id);
const names = async () => (await refused()).map(({ origin }) => origin);
const invented = (index: number) => `https://invented-${index}.example`;
const allow = (...origins: string[]) =>
  withWorkspace(bench.database, own.id, (tx) => setAllowedOrigins(tx, own.id, origins));
const kept = async () => {
  const { rows } = await bench.owner.query<{ kept: number }>(
    'select count(*)::integer as kept from refused_origins where workspace_id = $1',
    [own.id],
  );
  return rows[0]?.kept;
};
const inTurn = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>) => {
  for (const item of items) await work(item);
};
const indexes = (length: number) => Array.from({ length }, (_, index) => index);

describe('origins that are refused', () => {
  it('are counted, with the first and the last time they were seen, in whatever order they are told', async () => {
    await note(SHOP, after(MINUTE_MS));
    await note('https://www.example.com', after(5));
    await note(SHOP, after(2 * MINUTE_MS));
    await note(SHOP, NOW);
    expect(await refused()).toEqual([
      { origin: SHOP, firstSeenAt: NOW, lastSeenAt: after(2 * MINUTE_MS), seenCount: 3 },
      { origin: 'https://www.example.com', firstSeenAt: after(5), lastSeenAt: after(5), seenCount: 1 },
    ]);
  });

  it("are each workspace's own", async () => {
    await note(SHOP);
    const other = await givenWorkspace(bench.database);
    expect(await listRefusedOrigins(bench.database, other.id)).toEqual([]);
  });

  it.each(['null', '', 'https://shop.example.com/path', `https://${'a'.repeat(400)}.example`, 'x\u0000'])(
    'are not what no browser sends: %j is forgotten',
    async (origin) => {
      await note(origin);
      expect(await refused()).toEqual([]);
    },
  );

  it('stay within their bound under 30 writers at once, and count every sighting', async () => {
    await Promise.all(
      indexes(30).map((writer) =>
        inTurn(indexes(10), async (index) => {
          await note(invented(writer * 10 + index), after(index));
          await note(SHOP, after(index));
        }),
      ),
    );
    expect(await kept()).toBe(REFUSED_ORIGINS_MAX);
    expect((await refused()).find(({ origin }) => origin === SHOP)?.seenCount).toBe(300);
  });

  it('stay within their bound when two newcomers find the last free place at the same moment', async () => {
    await inTurn(indexes(REFUSED_ORIGINS_MAX - 1), (index) => note(invented(index)));
    const client = await bench.database.app.connect();
    try {
      await client.query('begin');
      const call = 'select note_refused_origin($1, $2, $3, $4)';
      await client.query(call, [own.id, 'https://first.example', NOW, REFUSED_ORIGINS_MAX]);
      const second = note('https://second.example');
      await new Promise((resolve) => setTimeout(resolve, 100));
      await client.query('commit');
      await second;
    } finally {
      client.release();
    }
    expect(await kept()).toBe(REFUSED_ORIGINS_MAX);
  });

  it('are not pushed out by inventions when they ask again and again', async () => {
    await note(SHOP);
    await note(SHOP);
    await inTurn(indexes(REFUSED_ORIGINS_MAX + 5), (index) => note(invented(index), after(index + 1)));
    const remembered = await names();
    expect(remembered).toHaveLength(REFUSED_ORIGINS_MAX);
    expect(remembered).toContain(SHOP);
    expect(remembered).toContain(invented(REFUSED_ORIGINS_MAX + 4));
    expect(remembered).not.toContain(invented(0));
  });

  it('make room once they have not been seen for a month, however often they were before', async () => {
    await note(SHOP);
    await note(SHOP);
    const later = (index: number) => after(31 * DAY_MS + index);
    await inTurn(indexes(REFUSED_ORIGINS_MAX), (index) => note(invented(index), later(index)));
    expect(await names()).not.toContain(SHOP);
  });
});

describe('allowed origins', () => {
  it('leave the list of the refused, and are not noted again', async () => {
    await note(SHOP);
    await note(invented(1));
    await allow(SHOP);
    await note(SHOP);
    expect(await names()).toEqual([invented(1)]);
    expect((await readWorkspace(bench.database, own.id)).allowedOrigins).toEqual([SHOP]);
  });

  it('are kept when two administrators add one each at the same moment', async () => {
    await Promise.all(
      indexes(10).map((index) =>
        withWorkspace(bench.database, own.id, async (tx) => {
          const origins = await lockAllowedOrigins(tx, own.id);
          await setAllowedOrigins(tx, own.id, [...origins, invented(index)]);
        }),
      ),
    );
    const { allowedOrigins } = await readWorkspace(bench.database, own.id);
    expect([...allowedOrigins].sort()).toEqual(indexes(10).map(invented));
  });

  it('end at twenty, whoever writes them', async () => {
    const many = indexes(21).map(invented);
    await expect(allow(...many)).rejects.toThrow(/21/);
    await expect(
      bench.owner.query('update workspaces set allowed_origins = $2 where id = $1', [own.id, many]),
    ).rejects.toThrow(/workspaces_origins_end/);
  });
});
