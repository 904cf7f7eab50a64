import { verifyLedger } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { CONNECTIONS, openShop, runRace, type Shop } from './race-runner-of-test.ts';
import { RACES } from './race-table-of-test.ts';

/** The storm asks for more. */
const ROUNDS = Number(process.env.BOON_RACE_ROUNDS ?? 16);

const storiesSeen = new Map<string, number>();

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed);
  // Every rival has its own connection, open before the race.
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () => bed.services.database.app.query('select pg_sleep(0.3)')),
  );
});
afterAll(async () => {
  const ledger = await verifyLedger(bed.services.database);
  expect(ledger.differences).toEqual([]);
  await bed.close();
});

describe(`${ROUNDS} rounds, ${CONNECTIONS} connections`, () => {
  it.each(RACES)('$name: one winner, named refusals, no deadlock', async (race) => {
    const seen = await runRace(shop, race, ROUNDS);
    if (race.stories.length > 1) storiesSeen.set(race.name, seen.size);
    expect([...seen.keys()].filter((story) => !race.stories.includes(story))).toEqual([]);
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(ROUNDS);
    const { rows } = await bed.owner.query('select number, problem from ledger_differences');
    expect(rows).toEqual([]);
  });

  // A slow machine favours one side here and there; were it all of them, nothing would have raced at all.
  it('is a race: in many of them, both sides win now and then', () => {
    const open = [...storiesSeen.values()].filter((stories) => stories > 1);
    expect(open.length, JSON.stringify([...storiesSeen])).toBeGreaterThanOrEqual(storiesSeen.size * 0.3);
  });

  it('leaves the books balanced to the cent', async () => {
    const { rows } = await bed.owner.query(
      `with account as (
         select to_account as name, amount_minor as amount from transfers
         union all select from_account, -amount_minor from transfers
       ), balance as (select name, sum(amount)::bigint as amount from account group by name)
       select
         (select amount from balance where name = 'liability') as liability,
         (select sum(amount_minor) from certificates where status = 'active') as active,
         (select amount from balance where name = 'revenue') as revenue,
         (select sum(applied_minor) from orders) as applied,
         (select sum(amount)::bigint from balance) as everything`,
    );
    const [row] = rows;
    expect(row).toMatchObject({ liability: row?.active, revenue: row?.applied, everything: '0' });
  });
});
