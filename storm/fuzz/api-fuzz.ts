import { fuzzApi } from '../../apps/server/src/rest/fuzz-run-of-test.ts';
import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';
import { openBooks } from '../server/books.ts';
import type { BoonServer } from '../server/boon-server.ts';

const LANES = 16;
const MS_MAX = 15 * 60_000;

/** Calls made from the published document, and worse, against the real server: no 5xx, no answer that is not documented. */
export async function runApiFuzz(
  report: Report,
  server: BoonServer,
  { fuzz }: Scale,
  seed: number,
): Promise<void> {
  report.heading(`fuzz of the REST API: ${fuzz.calls} calls, ${LANES} at a time`);
  const startedAt = performance.now();
  const { url, apiKey } = server;
  const order = { url, apiKey, seed, calls: fuzz.calls, lanes: LANES, msMax: MS_MAX };
  const { made, statuses, codes, neverSucceeded, violations } = await fuzzApi(order);
  const seconds = (performance.now() - startedAt) / 1_000;
  report.figure('statuses', counted(statuses));
  report.figure('answers', counted(codes));
  report.figure('calls a second', Math.round(made / seconds));
  if (made < fuzz.calls) report.violation(`only ${made} of ${fuzz.calls} calls in ${Math.round(seconds)} s`);
  report.violations('answers that must not be', violations);
  report.violations('calls that never succeeded, so that the run shows too little', neverSucceeded);

  const books = await openBooks(server.databaseDirectory);
  const differences = await books.read<{ number: string }>('select number from ledger_differences');
  await books.close();
  report.violations(
    'certificates whose books do not agree',
    differences.map(({ number }) => number),
  );
}

function counted(counts: ReadonlyMap<number | string, number>): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ');
}
