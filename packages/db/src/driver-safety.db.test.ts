import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stormOfKills } from './driver-safety/backend-kills.ts';
import { type Driver, nodePostgres, postgresJs } from './driver-safety/drivers.ts';
import { openLedger } from './driver-safety/ledger.ts';
import { loseConnectionMidway } from './driver-safety/lost-connection.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

/** The long run of the same storm takes 300 kills. */
const KILLS = 40;
const RECOVERY_MS = 1_000;

describe('driver safety: a connection is lost in the middle of a transaction', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  const drivers: Driver[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = await openLedger(database.url);
  });

  afterAll(async () => {
    for (const driver of drivers) await driver.end();
    await owner.end();
    await database.drop();
  });

  function open(driver: typeof nodePostgres, connectionsMax: number): Driver {
    const opened = driver(database.url, connectionsMax);
    drivers.push(opened);
    return opened;
  }

  it('pg refuses the next statement, keeps nothing, and its pool recovers', async () => {
    const observed = await loseConnectionMidway(open(nodePostgres, 1), owner);
    expect(observed).toMatchObject({ seenByA: 'refused', kept: [] });
    expect(observed.recoveryMs).toBeLessThan(RECOVERY_MS);
  });

  it('postgres.js runs the next statement inside the transaction of another workspace (why it is not used)', async () => {
    const observed = await loseConnectionMidway(open(postgresJs, 1), owner);
    expect(
      observed,
      'postgres.js no longer does this: the choice of pg in packages/db/README.md can be revisited',
    ).toMatchObject({ seenByA: ['rolled back by B'], kept: ['rolled back by B'] });
  });

  it(`pg tears, loses, doubles and leaks nothing under load while ${KILLS} connections are killed`, async () => {
    const storm = { kills: KILLS, clients: 16, workspaces: 4, pauseMs: 60, seed: 20_261_122 };
    const figures = await stormOfKills(open(nodePostgres, 8), owner, storm);
    expect(figures).toMatchObject({
      torn: 0,
      lost: 0,
      resurrected: 0,
      misplaced: 0,
      leaked: 0,
      strayed: 0,
    });
    expect(figures.killed).toBeGreaterThanOrEqual(KILLS);
    expect(figures.committed).toBeGreaterThan(figures.killed);
    expect(figures.recoveryMsMax).toBeLessThan(RECOVERY_MS);
  });
});
