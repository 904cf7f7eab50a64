import { stormOfKills } from '../../packages/db/src/driver-safety/backend-kills.ts';
import { nodePostgres } from '../../packages/db/src/driver-safety/drivers.ts';
import { openLedger } from '../../packages/db/src/driver-safety/ledger.ts';
import { startTestCluster } from '../../packages/db/src/testing/cluster.ts';
import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';

const CLIENTS = 16;
const CONNECTIONS = 8;
const WORKSPACES = 4;
const RECOVERY_MS_MAX = 1_000;

/** The driver the product uses, under load, while its connections are killed at random. */
export async function runDriverStorm(
  report: Report,
  { driver: { kills, pauseMs } }: Scale,
  seed: number,
): Promise<void> {
  report.heading(`driver safety: pg, ${kills} connections killed, ${CLIENTS} clients`);
  const cluster = await startTestCluster();
  try {
    const { url } = await cluster.createDatabase();
    const owner = await openLedger(url);
    const driver = nodePostgres(url, CONNECTIONS);
    try {
      const storm = { kills, clients: CLIENTS, workspaces: WORKSPACES, pauseMs, seed };
      const { killed, committed, failed, recoveryMsMax, ...wrong } = await stormOfKills(driver, owner, storm);
      report.figure('killed', killed);
      report.figure('committed / failed', `${committed} / ${failed}`);
      report.figure('longest recovery', `${Math.round(recoveryMsMax)} ms`);
      for (const [what, count] of Object.entries(wrong)) {
        report.figure(what, count);
        if (count > 0) report.violation(`${count} transactions ${what}`);
      }
      if (recoveryMsMax > RECOVERY_MS_MAX) report.violation('the pool takes too long to recover');
    } finally {
      await driver.end();
      await owner.end();
    }
  } finally {
    await cluster.stop();
  }
}
