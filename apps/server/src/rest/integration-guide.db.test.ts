import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { guideProgram, guideText } from '../demo/guide-of-test.ts';
import { listen, stopListening } from '../installation/listen.ts';
import { createRest } from './index.ts';
import { openRest, type RestTestBed } from './rest-test-bed.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** What the guide's program prints, in every language. */
const PRINTED = [
  'due 42000',
  'token eyJ...',
  'completed',
  'cancelled',
  'worth 15000',
  'due 27000',
  'due 27000',
  'certificate_redeemed',
  'due 15000',
  'due 30000',
];

const LANGUAGES = [
  { name: 'curl', language: 'sh', file: 'guide.sh', command: ['sh', '-eu'], needs: ['curl', '--version'] },
  { name: 'TypeScript', language: 'ts', file: 'guide.ts', command: [process.execPath], needs: [] },
  { name: 'PHP', language: 'php', file: 'guide.php', command: ['php'], needs: ['php', '--ri', 'curl'] },
  {
    name: 'Python',
    language: 'python',
    file: 'guide.py',
    command: ['python3'],
    needs: ['python3', '--version'],
  },
] as const;

let bed: RestTestBed;
let server: Awaited<ReturnType<typeof listen>>;
let url: string;
let home: string;
beforeAll(async () => {
  bed = await openRest();
  server = await listen(createRest(bed.services), 0);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  home = await mkdtemp(path.join(tmpdir(), 'boon-guide-'));
  await mkdir(path.join(home, 'node_modules/@boon'), { recursive: true });
  await symlink(path.join(ROOT, 'packages/client'), path.join(home, 'node_modules/@boon/client'));
  await writeFile(path.join(home, 'package.json'), '{"type":"module"}');
});
afterAll(async () => {
  await stopListening(server);
  await bed.close();
  await rm(home, { recursive: true, force: true });
});

/** Only a machine without PHP or Python may pass by, and says so. */
async function skipWithout(needs: readonly string[], context: TestContext): Promise<void> {
  const [command, ...parameters] = needs;
  if (command === undefined) return;
  const isThere = await run(command, parameters).then(
    () => true,
    () => false,
  );
  if (isThere || command === 'curl') return;
  const note = `${command} is missing here: the guide's examples for it were not run`;
  // The reporter names a skipped test only when it is asked for details.
  console.warn(note);
  context.skip(note);
}

describe('the integration guide', () => {
  it.for(LANGUAGES)('works as printed: $name', async ({ language, file, command, needs }, context) => {
    await skipWithout(needs, context);
    const site = await bed.newSite();
    await writeFile(path.join(home, file), guideProgram(language));
    const [interpreter, ...parameters] = command;
    const { stdout, stderr } = await run(interpreter, [...parameters, file], {
      cwd: home,
      env: { PATH: process.env.PATH, BOON_URL: url, BOON_API_KEY: site.key },
      timeout: 60_000,
    });
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual(PRINTED);
    const { rows } = await bed.owner.query(
      `select o.status, count(r.id)::int as redemptions, count(r.reversed_at)::int as reversed
       from orders o left join redemptions r on r.workspace_id = o.workspace_id and r.order_id = o.id
       where o.workspace_id = $1 group by o.id, o.status order by o.id`,
      [site.workspaceId],
    );
    const byStatus = Object.fromEntries(rows.map(({ status, ...counts }) => [status, counts]));
    expect(byStatus).toEqual({
      completed: { redemptions: 0, reversed: 0 },
      cancelled: { redemptions: 0, reversed: 0 },
      open: { redemptions: 1, reversed: 1 },
    });
  });

  it('shows TypeScript that compiles', { timeout: 60_000 }, async () => {
    await writeFile(path.join(home, 'checked.ts'), guideProgram('ts'));
    const types = ['--types', 'node', '--typeRoots', path.join(ROOT, 'node_modules/@types')];
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--allowImportingTsExtensions',
    ];
    const { stdout } = await run(
      path.join(ROOT, 'node_modules/.bin/tsc'),
      ['checked.ts', ...options, ...types],
      {
        cwd: home,
      },
    ).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });

  it('names test codes that are refused as it says', async () => {
    const site = await bed.newSite();
    const named = Array.from(guideText().matchAll(/^\| `(\w+)` +\| `([0-9A-Z-]{14})`/gm));
    expect(named.length).toBeGreaterThan(1);
    for (const [, code, testCode] of named) {
      const { body } = await site.call('POST', '/v1/codes/check', { body: { code: testCode } });
      expect(body).toMatchObject({ redeemable: false, refusal: { code } });
    }
  });

  it('names no error code that the API does not have', async () => {
    const document = (await bed.call('GET', '/v1/openapi.json')).text;
    const tables = guideText().match(/^\| `.*$/gm) ?? [];
    const codes = tables.flatMap((row) => row.split('|')[1]?.match(/(?<=`)[a-z]+_[a-z_]+(?=`)/g) ?? []);
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !document.includes(`"${code}"`))).toEqual([]);
  });
});
