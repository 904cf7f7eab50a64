import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryPrefix } from '../testing/leftovers.ts';
import { stopAbandonedPostgres } from './abandoned.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { isServerOf } from './process.ts';

const settings = { fsync: 'off', full_page_writes: 'off' };

const directories: string[] = [];
const neighbours: ChildProcess[] = [];
let dataDir: string;

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), directoryPrefix(process.pid)));
  directories.push(directory);
  return directory;
}

beforeAll(async () => {
  dataDir = await newDirectory();
});

afterAll(async () => {
  for (const child of neighbours) child.kill('SIGKILL');
  for (const directory of directories) {
    await stopAbandonedPostgres(directory);
    await rm(directory, { recursive: true, force: true });
  }
});

const start = (directory = dataDir) => startEmbeddedPostgres({ dataDir: directory, settings });

const isServing = (pid: number, directory = dataDir) =>
  isServerOf(path.join(directory, 'cluster', 'data'), pid);

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Another Boon process; it stops its database and ends when its input ends. */
async function startNeighbour(directory = dataDir) {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres({
      dataDir: ${JSON.stringify(directory)}, settings: ${JSON.stringify(settings)} });
    console.log(JSON.stringify({ url: server.url, pid: server.pid }));
    process.stdin.resume().on('end', async () => { await server.stop(); process.exit(0); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  neighbours.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, pid } = JSON.parse(line) as Pick<EmbeddedPostgres, 'url' | 'pid'>;
    const ended = once(child, 'exit');
    return {
      url,
      pid,
      async stop() {
        child.stdin.end();
        await ended;
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }
  throw new Error('The neighbour ended before its database was ready.');
}

describe('embedded PostgreSQL', () => {
  it('keeps data and port from one start to the next, and leaves no process behind', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await isServing(first.pid)).toBe(false);

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    await second.stop();
    expect(await isServing(second.pid)).toBe(false);
  });

  it('takes over the server of a process that was killed, and stops it in the end', async () => {
    const killed = await startNeighbour();
    await query(killed.url, `create table acknowledged as select 'paid' as state`);
    await killed.kill();
    expect(await isServing(killed.pid)).toBe(true);

    const next = await start();
    expect(next.pid).toBe(killed.pid);
    expect(await query(next.url, 'select state from acknowledged')).toEqual([{ state: 'paid' }]);
    await next.stop();
    expect(await isServing(next.pid)).toBe(false);
  });

  it('starts anew after the server itself was killed, with everything that was committed', async () => {
    const first = await start();
    await query(first.url, 'create table survived as select 7 as answer');
    process.kill(first.pid, 'SIGKILL');
    await expect.poll(() => isServing(first.pid)).toBe(false);
    await first.stop();

    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.url, 'select answer from survived')).toEqual([{ answer: 7 }]);
    await second.stop();
  });

  it('starts although another program now has the process number in the lock file', async () => {
    const lock = [process.pid, path.join(dataDir, 'cluster', 'data'), 0, 5432, '', '127.0.0.1', '', 'ready'];
    await writeFile(path.join(dataDir, 'cluster', 'data', 'postmaster.pid'), `${lock.join('\n')}\n`);
    const server = await start();
    expect(server.pid).not.toBe(process.pid);
    await server.stop();
  });

  it('finds nothing in its way when the first start was killed half-way', async () => {
    const directory = await newDirectory();
    const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(ended, 'exit');
    const unfinished = path.join(directory, `initialising-${ended.pid}-00000000`, 'data');
    await mkdir(unfinished, { recursive: true });
    await writeFile(path.join(unfinished, 'PG_VERSION'), '18\n');

    const server = await start(directory);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(directory)).toEqual(['cluster', 'postgres.log']);
    await server.stop();
  });

  it('gives two first starts at once one database, which the last to leave stops', async () => {
    const directory = await newDirectory();
    const [first, second] = await Promise.all([startNeighbour(directory), startNeighbour(directory)]);
    expect(second.url).toBe(first.url);
    await query(first.url, 'create table met as select 2 as processes');

    await first.stop();
    expect(await query(second.url, 'select processes from met')).toEqual([{ processes: 2 }]);
    await second.stop();
    expect(await isServing(second.pid, directory)).toBe(false);
    expect(await readdir(directory)).toEqual(['cluster', 'postgres.log']);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await start();
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(path.join(dataDir, 'cluster', 'password'))).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  it('writes no statement and no value into its log, also when a statement fails', async () => {
    const server = await start();
    await query(server.url, 'create table code (value text primary key)');
    await query(server.url, 'insert into code values ($1)', ['7H2KSECRET']);
    await expect(query(server.url, 'insert into code values ($1)', ['7H2KSECRET'])).rejects.toThrow();
    await expect(query(server.url, `select '7H2KSECRET'::int`)).rejects.toThrow();
    await server.stop();
    expect(await readFile(path.join(dataDir, 'postgres.log'), 'utf8')).not.toContain('7H2KSECRET');
  });

  it('refuses the data of another PostgreSQL version and says what to do', async () => {
    const directory = await newDirectory();
    const data = path.join(directory, 'cluster', 'data');
    await mkdir(data, { recursive: true });
    await writeFile(path.join(data, 'PG_VERSION'), '17\n');
    const refused = start(directory);
    await expect(refused).rejects.toThrow(path.join(directory, 'cluster'));
    await expect(refused).rejects.toThrow('DATABASE_URL');
  });
});
