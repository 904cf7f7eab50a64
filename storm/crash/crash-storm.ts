import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';
import { createApi, nameOf } from '../server/api.ts';
import { openBooks } from '../server/books.ts';
import type { BoonServer } from '../server/boon-server.ts';
import { createClients } from './clients.ts';
import { compareBooks } from './compare-books.ts';
import { compareMails, untilDrained } from './compare-mails.ts';
import { killAlong, planKills, restartPastLeases } from './killer.ts';
import { createMemory, type Memory } from './memory.ts';
import { type Operation, planCrashStorm } from './plan.ts';

/**
 * Clients create, redeem, void, reissue and send over the REST API while the server and PostgreSQL are killed under
 * them. Afterwards everything they were told must be in the books, once, and every mail must have gone out, once.
 */
export async function runCrashStorm(
  report: Report,
  server: BoonServer,
  { crash, clients: clientCount }: Scale,
  random: () => number,
): Promise<void> {
  const plan = planCrashStorm(crash, random);
  const attempts = plan.operations.filter(({ kind }) => kind === 'redeem').length;
  report.heading(
    `crash storm: ${crash.codes} codes, ${attempts} attempts, ${clientCount} clients, ` +
      `server killed ${crash.serverKills} times, PostgreSQL ${crash.databaseKills} times`,
  );
  const memory = createMemory();
  const api = createApi(server);
  const clients = createClients(api, plan, memory);
  const kills = planKills(crash, plan.operations.length, random);
  const startedAt = performance.now();

  let taken = 0;
  const work = async () => {
    for (let next = plan.operations[taken]; next; next = plan.operations[taken]) {
      taken += 1;
      await clients.perform(next);
    }
  };
  const working = Promise.all(Array.from({ length: clientCount }, work));
  await Promise.race([
    killAlong(report, server, kills, { taken: () => taken, random }),
    working.then(neverEarly),
  ]);
  while (taken < plan.operations.length) await Promise.race([working, tick()]);
  await restartPastLeases(server);
  await working;
  report.figure('seconds', ((performance.now() - startedAt) / 1_000).toFixed(1));
  report.figure('operations', operationCounts(plan.operations));
  report.figure('refusals', [...memory.refusals].map(([name, count]) => `${name} ${count}`).join(', '));

  const books = await openBooks(server.databaseDirectory);
  try {
    await untilDrained(report, books);
    await compareBooks(report, books, memory);
    await compareMails(report, books, memory, server.mailDirectory);
  } finally {
    await books.close();
  }
  await checkOldCodes(report, api, memory);
  report.violations('answers that nobody may get', memory.wrong);
  report.violations('failures of a server that nobody touched', api.unexplained);
  await searchLogs(report, server, memory);
}

// The work is sized so that it lasts longer than the kills; a failed client must not be waited for.
function neverEarly(): Promise<never> {
  return new Promise(() => undefined);
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 50));

function operationCounts(operations: readonly Operation[]): string {
  const kinds = ['redeem', 'void', 'reissue', 'send'] as const;
  return kinds
    .map((kind) => `${kind} ${operations.filter((operation) => operation.kind === kind).length}`)
    .join(', ');
}

/** A reissue that was acknowledged holds: its old code is known to nobody. */
async function checkOldCodes(
  report: Report,
  api: ReturnType<typeof createApi>,
  { certificates }: Memory,
): Promise<void> {
  const alive: string[] = [];
  for (const { id, code, reissue } of certificates) {
    if (reissue?.outcome !== 'done') continue;
    const answer = await api.call({
      path: '/v1/codes/check',
      body: { code },
      idempotencyKey: crypto.randomUUID(),
    });
    const said = JSON.stringify(answer.body);
    if (nameOf(answer) !== 'code_not_found' && !said.includes('code_not_found')) alive.push(id);
  }
  report.violations('reissued certificates still answer to their old code', alive);
}

async function searchLogs(report: Report, server: BoonServer, { certificates }: Memory): Promise<void> {
  const printed = await server.printed();
  const shown = certificates.filter(
    ({ code }) => printed.includes(code) || printed.includes(code.replaceAll('-', '')),
  );
  report.violations(
    'codes stand in the log',
    shown.map(({ id }) => id),
  );
}
