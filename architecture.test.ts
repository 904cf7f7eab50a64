import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may name whom in package.json. `types` is the server as a type: a devDependency of the front ends. */
const edges: Readonly<Record<string, { readonly values: readonly string[]; readonly types?: string }>> = {
  'packages/core': { values: [] },
  'packages/client': { values: [] },
  'packages/db': { values: ['@boon/core'] },
  'packages/ui': { values: ['@boon/core'] },
  'apps/server': { values: ['@boon/client', '@boon/core', '@boon/db'] },
  'apps/portal': { values: ['@boon/core', '@boon/ui'], types: '@boon/server' },
  'apps/admin': { values: ['@boon/core', '@boon/ui'], types: '@boon/server' },
  'apps/widget': { values: ['@boon/core'], types: '@boon/server' },
};

type Source = { readonly path: string; readonly text: string };
type Manifest = Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;

const left = ['**/node_modules', '**/dist', '**/.tsc', '**/.*'];
const sources: readonly Source[] = globSync('{apps,packages}/**/*.{ts,tsx}', { exclude: left }).map(
  (path) => ({ path, text: readFileSync(path, 'utf8') }),
);
const product = sources.filter(({ path }) => !/\.test\.tsx?$|-test-bed\.ts$|-of-test\.ts$/.test(path));
const transports =
  /^apps\/server\/src\/((app|main|installation\/(broken-requests|limit-body|listen))\.ts$|(addresses|routers|rest|webhooks|pages|demo|auth|gateways\/local)\/)/;

describe('the house', () => {
  it('imports in one direction: core <- db <- server, ui <- front ends, the server only as a type', () => {
    const found = Object.fromEntries(
      globSync('{apps,packages}/*/package.json').map((path) => {
        const manifest = readManifest(path);
        const types = boonNames(manifest.devDependencies)[0];
        const values = boonNames({ ...manifest.dependencies, ...manifest.peerDependencies });
        return [path.replace('/package.json', ''), types ? { values, types } : { values }];
      }),
    );
    expect(found).toEqual(edges);
  });

  it('takes nothing but the type from the server', () => {
    const value =
      /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;]*?['"]@boon\/server|(?<!typeof )\bimport\(\s*['"]@boon\/server/;
    expect(pathsOf(sources, value)).toEqual([]);
  });

  it('knows the client of its own API only in the sample booking site, which knows nothing else of the house', () => {
    expect(outside(/^apps\/server\/src\/demo\//, importers(/^@boon\/client$/))).toEqual([]);
    const demo = product.filter(({ path }) => path.startsWith('apps/server/src/demo/'));
    expect(demo.length).toBeGreaterThan(5);
    const strangers = demo.flatMap((source) =>
      specifiersIn(source)
        .map((wanted) => (wanted.startsWith('.') ? join(dirname(source.path), wanted) : wanted))
        .filter((wanted) => /^(@boon\/(?!client$)|(apps|packages)\/(?!server\/src\/demo\/))/.test(wanted)),
    );
    expect(strangers).toEqual([]);
  });

  it('leaves the client to whoever takes it along: no package of ours, nothing of one runtime alone', () => {
    const client = product.filter(({ path }) => path.startsWith('packages/client/src/'));
    expect(client.length).toBeGreaterThan(3);
    expect(pathsOf(client, /['"]@boon\/|['"](node|bun|jsr|npm):|\b(process|Deno|Bun|Buffer)\b\./)).toEqual(
      [],
    );
  });

  it('keeps the domain to zod and a Temporal polyfill', () => {
    const { dependencies = {} } = readManifest('packages/core/package.json');
    expect(Object.keys(dependencies).sort()).toEqual(['temporal-polyfill', 'zod']);
  });

  it('gives the domain no clock, no chance and no input or output', () => {
    const core = product.filter(({ path }) => path.startsWith('packages/core/src/'));
    expect(core.length).toBeGreaterThan(10);
    const impure = /Date\.now|new Date\(\)|Math\.random|Temporal\.Now|\bcrypto\.|\bfetch\(|['"]node:/;
    expect(pathsOf(core, impure)).toEqual([]);
  });

  it('stops Hono and tRPC at the transports', () => {
    expect(
      outside(transports, importers(/^(hono|@hono\/.*|@trpc\/server)(\/|$)/, /^apps\/server\//)),
    ).toEqual([]);
  });

  it('stops Stripe and Postmark at the gateways, and the PDF library at the documents', () => {
    expect(outside(/^apps\/server\/src\/gateways\//, importers(/^(stripe|postmark)(\/|$)/))).toEqual([]);
    expect(outside(/^apps\/server\/src\/documents\//, importers(/^@react-pdf\//))).toEqual([]);
  });

  it('stops the sign-in library at the auth folder', () => {
    expect(outside(/^apps\/server\/src\/auth\//, importers(/^better-auth(\/|$)/))).toEqual([]);
  });

  it('keeps every SQL statement in the db package, but for the tables of sign-in', () => {
    const home = /^(packages\/db|apps\/server\/src\/auth)\//;
    expect(outside(home, importers(/^(drizzle-(orm|kit)|pg|postgres)(\/|$)/))).toEqual([]);
    const statement = /\bsql`|['"`]\s*(select\b[^'"`]*\bfrom|insert into|update \w+ set|delete from)\b/i;
    expect(outside(home, pathsOf(product, statement))).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const readers = pathsOf(product, /\bprocess\.env\b|\bimport\.meta\.env\b/);
    expect(outside(/^apps\/server\/src\/env\.ts$|\.config\.ts$/, readers)).toEqual([]);
  });

  it('has no folder for what belongs nowhere', () => {
    const drawers = '{apps,packages,e2e}/**/{utils,util,lib,common,helpers,shared,misc}/';
    expect(globSync(drawers, { exclude: left })).toEqual([]);
  });
});

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function boonNames(dependencies: Readonly<Record<string, string>> = {}): string[] {
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@boon/'))
    .sort();
}

function pathsOf(among: readonly Source[], pattern: RegExp): string[] {
  return among.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

/** The product's files that import a package whose name matches, as a value or as a type. */
function importers(name: RegExp, under = /^/): string[] {
  return product
    .filter(({ path }) => under.test(path))
    .filter((source) => specifiersIn(source).some((wanted) => name.test(wanted)))
    .map(({ path }) => path);
}

function specifiersIn({ text }: Source): string[] {
  const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g;
  return Array.from(text.matchAll(specifier), ([, wanted = '']) => wanted);
}

/** What a failure lists: the paths that are not where they belong. */
function outside(home: RegExp, paths: readonly string[]): string[] {
  return paths.filter((path) => !home.test(path));
}
