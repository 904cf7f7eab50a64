import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../packages/db/src/embedded/port.ts';
import { fire, type Load, median, quantile, type Shot, shotOf } from '../http-load.ts';
import { answersOk, startMeasured } from '../measured-process.ts';
import type { Writes } from './one-statement.ts';
import { findPgbench, runPgbench } from './pgbench.ts';
import { benchUniformAnswers } from './uniform-answers.ts';
import { createWorld, type Job, type World } from './world.ts';

const CONNECTIONS = [1, 8, 32, 64] as const;
const LOOKUPS_CONNECTIONS = 32;
const LOOKUPS = 20_000;
const WARM_UP_REDEMPTIONS = 5_000;

/** The database alone writes what tRPC writes, and what REST writes, whose idempotency keeps answers too. */
const ALONE = { pgbench: 'redemption', 'pgbench with answers': 'redemption and answer' } as const;
type Alone = keyof typeof ALONE;
type OverHttp = 'bare' | 'rest' | 'trpc';
type Contender = Alone | OverHttp;
const CONTENDERS: readonly Contender[] = ['pgbench', 'pgbench with answers', 'bare', 'trpc', 'rest'];
const SAME_WRITES: Readonly<Record<OverHttp, Alone>> = {
  bare: 'pgbench',
  trpc: 'pgbench',
  rest: 'pgbench with answers',
};

export type Effort = {
  readonly rounds: number;
  /** Redemptions of one contender at one number of connections in one round. */
  redemptions(connections: number): number;
};

type Print = (line: string) => void;
type Ports = { readonly bare: number; readonly boon: number };

/** Redeems over HTTP next to the same writes without it, in turns on the same PostgreSQL, and prints medians and ratios. */
export async function benchRedemptions({ rounds, redemptions }: Effort, print: Print): Promise<void> {
  const pgbench = await findPgbench();
  const world = await createWorld();
  const ports = { bare: await freePort(undefined), boon: await freePort(undefined) };
  const boon = await startBoon(world, ports.boon);
  const bare = await startMeasured(
    ['bench/redemption/bare-server.ts', world.databaseUrl, String(ports.bare)],
    {},
    () => answersOk(`http://127.0.0.1:${ports.bare}`),
  );
  try {
    print(`ready ${Math.round(boon.readyMs)} ms after its start on a running database`);
    for (const connections of CONNECTIONS) {
      await warmUp(world, ports, connections);
      const perSecond = new Map<Contender, number[]>(CONTENDERS.map((contender) => [contender, []]));
      const latencies = new Map<Contender, number[]>(CONTENDERS.map((contender) => [contender, []]));
      const each = Math.ceil(redemptions(connections) / connections);
      for (let round = 0; round < rounds; round += 1) {
        // Another first one in each round: what the machine does meanwhile hits each of them.
        const first = round % CONTENDERS.length;
        const order = [...CONTENDERS.slice(first), ...CONTENDERS.slice(0, first)];
        for (const contender of order) {
          const jobs = await world.supply(each * connections);
          await world.settle();
          const before = await world.redeemed();
          const load = isAlone(contender)
            ? await pgbenchLoad(pgbench, world, ALONE[contender], jobs, each, connections)
            : await fire(
                ports[contender === 'bare' ? 'bare' : 'boon'],
                shotsOf(contender, jobs, world),
                connections,
              );
          if (load.surprises.length > 0) throw new Error(`${contender}: ${load.surprises.join('\n')}`);
          // A statement that finds nothing to do is fast.
          const done = (await world.redeemed()) - before;
          if (done !== jobs.length) throw new Error(`${contender} redeemed ${done} of ${jobs.length}`);
          perSecond.get(contender)?.push(load.perSecond);
          latencies.get(contender)?.push(...load.latencies);
        }
      }
      print(lineOf(connections, perSecond, latencies));
    }
    print(`resident ${Math.round(await boon.residentMegabytes())} MB after the load`);
    await benchLookups(world, ports.boon, rounds, print);
    await benchUniformAnswers(world, ports.boon, print);
    print(`books that disagree: ${await world.differences()}`);
  } finally {
    await bare.stop();
    await boon.stop();
    await world.close();
  }
}

/** How `npm start` starts Node once everything is built. */
async function asStarted(): Promise<{ args: string[]; environment: Record<string, string> }> {
  const manifest = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
  );
  const [, variables = '', args = ''] = /&& (.*) exec node (.*)$/.exec(manifest.scripts['boon:start']) ?? [];
  const environment = variables.split(' ').map((variable) => variable.split('='));
  return { args: args.split(' '), environment: Object.fromEntries(environment) };
}

async function startBoon({ databaseUrl, appSecret }: World, port: number) {
  const { args, environment } = await asStarted();
  return startMeasured(
    args,
    {
      ...environment,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      APP_SECRET: appSecret,
      DATA_DIR: `${tmpdir()}/boon-bench-data-${process.pid}`,
      // So that a measurement may come from as many addresses as it needs.
      TRUSTED_PROXIES: '127.0.0.1',
    },
    () => answersOk(`http://127.0.0.1:${port}/readyz`),
  );
}

/** A server runs for days: its first thousands of calls at a load, before V8 has optimised them, are not what is measured. */
async function warmUp(world: World, ports: Ports, connections: number): Promise<void> {
  for (const contender of ['bare', 'rest', 'trpc'] as const) {
    const jobs = await world.supply(WARM_UP_REDEMPTIONS);
    await fire(ports[contender === 'bare' ? 'bare' : 'boon'], shotsOf(contender, jobs, world), connections);
  }
}

async function pgbenchLoad(
  pgbench: string,
  { databaseUrl }: World,
  writes: Writes,
  jobs: readonly Job[],
  each: number,
  clients: number,
): Promise<Load> {
  const first = jobs[0]?.n ?? 0;
  const perSecond = await runPgbench(pgbench, databaseUrl, writes, { first, each, clients });
  return { perSecond, latencies: [], surprises: [] };
}

function shotsOf(contender: OverHttp, jobs: readonly Job[], { apiKey }: World): Shot[] {
  return jobs.map(({ n, code, orderId, token }) => {
    if (contender === 'bare') return shotOf('/', {}, { n }, 201);
    if (contender === 'trpc') {
      const headers = { authorization: `Bearer ${token}` };
      return shotOf('/api/trpc/widget.applyCode', headers, { code, redemptionId: randomUUID() }, 200);
    }
    const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': randomUUID() };
    return shotOf(`/v1/orders/${orderId}/redemptions`, headers, { code }, 201);
  });
}

/** What the six checks say of a code, without redeeming it. */
async function benchLookups(world: World, port: number, rounds: number, print: Print): Promise<void> {
  const jobs = await world.supply(1_000);
  await world.settle();
  const shots = Array.from({ length: LOOKUPS }, (_, number) =>
    shotOf(
      '/v1/codes/check',
      { authorization: `Bearer ${world.apiKey}` },
      { code: jobs[number % jobs.length]?.code },
      200,
    ),
  );
  const loads: Load[] = [];
  for (let round = 0; round < rounds; round += 1) loads.push(await fire(port, shots, LOOKUPS_CONNECTIONS));
  const [surprise] = loads.flatMap(({ surprises }) => surprises);
  if (surprise) throw new Error(`look-ups: ${surprise}`);
  const perSecond = Math.round(median(loads.map((load) => load.perSecond)));
  print(`look-ups at ${LOOKUPS_CONNECTIONS} connections: ${perSecond} a second`);
}

function lineOf(
  connections: number,
  perSecond: ReadonlyMap<Contender, readonly number[]>,
  latencies: ReadonlyMap<Contender, readonly number[]>,
): string {
  const figure = (contender: Contender) => median(perSecond.get(contender) ?? []);
  const cells = CONTENDERS.map((contender) => {
    const times = latencies.get(contender) ?? [];
    const spread =
      times.length === 0
        ? ''
        : `, p50 ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`;
    const ratio = isAlone(contender)
      ? ''
      : ` (${(figure(contender) / figure(SAME_WRITES[contender])).toFixed(2)} of ${SAME_WRITES[contender]}, ${(figure(contender) / figure('bare')).toFixed(2)} of bare${spread})`;
    return `${contender} ${Math.round(figure(contender))}${ratio}`;
  });
  return `${String(connections).padStart(2)} connections: ${cells.join('; ')}`;
}

function isAlone(contender: Contender): contender is Alone {
  return contender in ALONE;
}
