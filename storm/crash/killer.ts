import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';
import { openBooks } from '../server/books.ts';
import type { BoonServer } from '../server/boon-server.ts';

const POLL_MS = 10;
const DELAY_MS_MAX = 60;

type Kill = { readonly at: number; readonly victim: 'server' | 'database' | 'both' };

/** When and whom to kill: at random places in the work, so that every kill meets it under load. */
export function planKills(scale: Scale['crash'], operations: number, random: () => number): Kill[] {
  // The last kill of the server comes when the work is done, see restartPastLeases.
  const servers = Array.from({ length: scale.serverKills - 1 }, () => 'server' as const);
  const databases = Array.from({ length: scale.databaseKills }, (_, index) =>
    index % 2 === 0 ? ('both' as const) : ('database' as const),
  );
  const victims = [...servers, ...databases];
  return victims
    .map((victim) => ({ at: Math.floor((0.03 + random() * 0.94) * operations), victim }))
    .toSorted((a, b) => a.at - b.at);
}

const NAMES = {
  server: 'the server',
  database: 'a process of PostgreSQL',
  both: 'PostgreSQL and the server',
};

/** Kills and starts again, each time when the clients have taken so much of the work. */
export async function killAlong(
  report: Report,
  server: BoonServer,
  kills: readonly Kill[],
  work: { readonly taken: () => number; readonly random: () => number },
): Promise<void> {
  for (const { at, victim } of kills) {
    while (work.taken() < at) await sleep(POLL_MS);
    await sleep(work.random() * DELAY_MS_MAX);
    const killedAt = performance.now();
    const place = work.taken();
    if (victim === 'database') await server.crashDatabase();
    else {
      await (victim === 'both' ? server.killWithDatabase() : server.kill());
      await server.start();
    }
    const downMs = Math.round(performance.now() - killedAt);
    report.figure(`killed at operation ${place}`, `${NAMES[victim]}, ready again after ${downMs} ms`);
  }
}

/**
 * The last kill. What the dead server had claimed is given back at once, as if the leases had ended meanwhile, and what
 * it had put off is due: nobody holds them, and the storm need not wait for minutes.
 */
export async function restartPastLeases(server: BoonServer): Promise<void> {
  await server.kill();
  const books = await openBooks(server.databaseDirectory);
  try {
    await books.read('update stored_answers set claimed_until = clock_timestamp() where answer is null');
    await books.read(
      `update outbox set lease_until = null, run_at = least(run_at, clock_timestamp())
       where done_at is null and dead_at is null and attempts > 0`,
    );
    await server.start();
  } finally {
    await books.close();
  }
}
