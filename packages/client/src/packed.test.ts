import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const PACKAGE = path.resolve(import.meta.dirname, '..');
const CONSUMER = `import { BoonProblem, createBoonClient, type Order } from '@boon/client';
const boon = createBoonClient({ baseUrl: 'http://127.0.0.1:1', apiKey: 'key', attemptsMax: 1 });
const order: Order | null = await boon.readOrder('o1').catch((error: unknown) => {
  if (error instanceof BoonProblem && error.code === 'unreachable') return null;
  throw error;
});
// @ts-expect-error: codes are a closed union
if (order === null && new BoonProblem({ code: 'no_such_code', message: '' }).status === null) console.log('unreachable');
`;

let home: string;
let packed: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'boon-client-'));
  packed = path.join(home, 'node_modules/@boon/client');
  await mkdir(packed, { recursive: true });
  // As the README says it; the package manager is the one the root's scripts call.
  await run('npx', ['--yes', '--prefer-offline', 'pnpm@12.21.0', 'pack', '--pack-destination', home], {
    cwd: PACKAGE,
  });
  const [tarball] = (await readdir(home)).filter((name) => name.endsWith('.tgz'));
  await run('tar', ['-xzf', path.join(home, String(tarball)), '--strip-components=1', '-C', packed]);
  const fetchClient = await realpath(path.join(PACKAGE, 'node_modules/openapi-fetch'));
  await symlink(fetchClient, path.join(home, 'node_modules/openapi-fetch'));
  await writeFile(path.join(home, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(home, 'consumer.ts'), CONSUMER);
  const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, types: [], outDir: 'out' };
  await writeFile(
    path.join(home, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['consumer.ts'] }),
  );
}, 120_000);
afterAll(() => rm(home, { recursive: true, force: true }));

describe('the tarball', () => {
  it('holds JavaScript, declarations and the README, and names its dependencies by version', async () => {
    const files = await readdir(packed, { recursive: true });
    expect(files).toEqual(expect.arrayContaining(['README.md', 'dist/index.js', 'dist/index.d.ts']));
    expect(files.filter((name) => /test|generate\/|(?<!\.d)\.ts$/.test(name))).toEqual([]);
    const manifest = JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8'));
    expect(manifest.dependencies).toEqual({ 'openapi-fetch': expect.stringMatching(/^\d/) });
    expect(manifest.exports['.'].default).toBe('./dist/index.js');
  });

  it.each([
    ['TypeScript 5', path.join(PACKAGE, 'node_modules/.bin/tsc')],
    ['TypeScript 7', path.resolve(PACKAGE, '../../node_modules/.bin/tsc')],
  ])('is read by %s and runs where nothing strips types', { timeout: 60_000 }, async (_, compiler) => {
    await run(compiler, ['--project', '.'], { cwd: home });
    const { stdout } = await run(process.execPath, ['out/consumer.js'], { cwd: home });
    expect(stdout).toBe('unreachable\n');
  });
});
