import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { stopAbandonedPostgres } from '../packages/db/src/embedded/abandoned.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

type Run = { readonly child: ChildProcess; output(): string };

/** The process that `npm start` ends in, with an environment of nothing but what is given. */
function run(
  environment: Record<string, string>,
  command = [process.execPath, 'apps/server/dist/main.js'],
): Run {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return { child, output: () => output };
}

async function listening({ child, output }: Run): Promise<string> {
  await expect
    .poll(() => (child.exitCode === null ? output() : `ended: ${output()}`), { timeout: 40_000 })
    .toMatch(/Listening on port|ended:/);
  expect(output()).toContain('Listening on port');
  return output();
}

async function ended({ child }: Run): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' ? address?.port : address);
}

async function commandLines(): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(processes.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
}

test.describe('starting and stopping', () => {
  let directory = '';
  test.beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'boon-start-'));
  });
  test.afterAll(async () => {
    await stopAbandonedPostgres(path.join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  });

  test('after a hard kill the next start works and keeps the data; Ctrl-C then ends everything', async () => {
    const environment = { DATA_DIR: directory, PORT: await freePort() };
    const keyOf = (output: string) => /API key\s+(\S+)/.exec(output)?.[1];

    const first = run(environment);
    const printed = await listening(first);
    expect(printed).toContain(`Portal    http://localhost:${environment.PORT}/p/aurora`);
    expect(printed).toMatch(/Admin {5}http:\S+\/admin\/sign-in\/link\?token=/);
    first.child.kill('SIGKILL');
    await ended(first);

    const second = run(environment);
    const again = await listening(second);
    expect(keyOf(again)).toBe(keyOf(printed));
    expect(again).not.toContain('Seeding');
    second.child.kill('SIGINT');
    expect(await ended(second)).toBe(0);
    expect((await commandLines()).filter((line) => line.includes(directory))).toEqual([]);
  });

  test('killing the command that started it ends everything, in whatever order its processes go', async () => {
    const environment = { DATA_DIR: directory, PORT: await freePort() };
    const started = run(environment, [
      'sh',
      '-c',
      `: npm; ${process.execPath} apps/server/dist/main.js; true`,
    ]);
    await listening(started);
    started.child.kill('SIGKILL');
    await ended(started);
    await expect
      .poll(async () => (await commandLines()).filter((line) => line.includes(directory)), {
        timeout: 20_000,
      })
      .toEqual([]);
  });

  test('told to stop twice at once, as by a launcher that passes a signal on, it still ends everything', async () => {
    const server = run({ DATA_DIR: directory, PORT: await freePort() });
    await listening(server);
    server.child.kill('SIGINT');
    server.child.kill('SIGTERM');
    expect(await ended(server)).toBe(0);
    expect((await commandLines()).filter((line) => line.includes(directory))).toEqual([]);
  });

  test('without its PostgreSQL it ends and says so, instead of looking alive; the next start has everything', async () => {
    const environment = { DATA_DIR: directory, PORT: await freePort() };
    const server = run(environment);
    await listening(server);
    const postmaster = (
      await readFile(path.join(directory, 'postgres/cluster/data/postmaster.pid'), 'utf8')
    ).split('\n')[0];
    process.kill(Number(postmaster), 'SIGKILL');
    expect(await ended(server)).toBe(1);
    expect(server.output()).toContain('PostgreSQL has ended');
    const next = run(environment);
    expect(await listening(next)).not.toContain('Seeding');
    next.child.kill('SIGINT');
    expect(await ended(next)).toBe(0);
  });

  test('a bad variable is named, and the process exits with 1', async () => {
    const bad = run({ DATA_DIR: directory, PORT: 'eighty' });
    expect(await ended(bad)).toBe(1);
    expect(bad.output()).toContain('PORT');
  });

  test('a port in use is named, and the process exits with 1', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : address);
    const second = run({ DATA_DIR: directory, PORT: port });
    expect(await ended(second)).toBe(1);
    expect(second.output()).toContain(`PORT ${port} is in use`);
    expect((await commandLines()).filter((line) => line.includes(directory))).toEqual([]);
    server.close();
  });

  test('in production what is missing is named, and nothing is made up', async () => {
    const bare = run({ NODE_ENV: 'production', DATA_DIR: directory });
    expect(await ended(bare)).toBe(1);
    for (const name of [
      'DATABASE_URL',
      'APP_SECRET',
      'STRIPE_SECRET_KEY',
      'POSTMARK_SERVER_TOKEN',
      'PUBLIC_URL',
    ]) {
      expect(bare.output()).toContain(`${name} is missing`);
    }
  });
});
