import { dataIn, prepareHome } from './cluster.ts';
import { readLock } from './lock-file.ts';
import { stopPostmaster } from './postmaster.ts';
import { isServerOf } from './process.ts';

/** Stops the server that a killed process left running in `dataDir`, if there is one. */
export async function stopAbandonedPostgres(dataDir: string): Promise<void> {
  const data = dataIn(await prepareHome(dataDir));
  const lock = await readLock(data);
  if (lock && (await isServerOf(data, lock.pid))) await stopPostmaster(data, lock);
}
