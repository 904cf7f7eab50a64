import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUPS, type Ids, MOUNTS, PROCEDURES, ROUTES, SCOPES } from './authorisation-policy-of-test.ts';
import { type Answer, type Headers, type Matrix, openMatrix } from './authorisation-test-bed.ts';
import { createRest } from './rest/index.ts';
import { appRouter } from './routers/index.ts';

const ADD_A_LINE = 'has no line in authorisation-policy-of-test.ts: add one that says who may call it';

let matrix: Matrix;
let own: Ids;
let foreign: Ids;
let missing: Ids;

beforeAll(async () => {
  matrix = await openMatrix();
  own = await matrix.newIds(matrix.own);
  foreign = await matrix.newIds(matrix.foreign);
  missing = await matrix.missingIds();
});
afterAll(async () => {
  const { rows } = await matrix.owner.query('select * from ledger_differences');
  await matrix.close();
  expect(rows).toEqual([]);
});

type Verdict = 'allowed' | 'unauthorized' | 'forbidden' | 'not found' | 'invalid' | 'failed';

function verdictOf({ status }: Answer): Verdict {
  if (status >= 500 && status !== 503) return 'failed';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not found';
  return status === 422 || status === 400 ? 'invalid' : 'allowed';
}

const callTrpc = (name: string, headers: Headers, input: unknown) =>
  matrix.send('POST', `/api/trpc/${name}`, headers, input ?? {});

function headersOf(caller: string): Headers {
  const headers = matrix.callers[caller];
  if (!headers) throw new Error(`no caller ${caller}`);
  return headers;
}

/** An answer without what differs between any two answers: the ids that were asked for, and the request's own. */
function comparable({ status, text }: Answer, asked: Ids): string {
  const ids = Object.values(asked).filter((value) => typeof value === 'string' && value !== own.slug);
  const masked = ids.reduce((rest: string, id) => rest.replaceAll(String(id), '<asked>'), text);
  return `${status} ${masked.replace(/"request_id":"[^"]+"/, '"request_id":"<own>"')}`;
}

/** Every row of the other workspace, as it stands. */
async function rowsOfForeign(): Promise<string> {
  const tables = [
    'certificates',
    'orders',
    'redemptions',
    'activities',
    'segments',
    'certificate_types',
    'outbox',
    'api_keys',
    'refused_origins',
  ];
  const digests: string[] = [];
  for (const table of tables) {
    const { rows } = await matrix.owner.query<{ digest: string }>(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as digest from ${table} t where workspace_id = $1`,
      [foreign.workspaceId],
    );
    digests.push(`${table} ${rows[0]?.digest}`);
  }
  return digests.join('\n');
}

describe('the policy', () => {
  it('has a line for every tRPC procedure, and none for one that is gone', () => {
    const listed = Object.keys(appRouter._def.procedures);
    const unlisted = listed.filter((name) => !PROCEDURES[name]).map((name) => `${name} ${ADD_A_LINE}`);
    expect(unlisted).toEqual([]);
    expect(Object.keys(PROCEDURES).filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('has a line for every route of the REST API, and none for one that is gone', () => {
    const rest = createRest(matrix.services);
    const listed = rest.routes
      .filter(
        ({ method, path }) => method !== 'ALL' && path.startsWith('/v1/') && path !== '/v1/openapi.json',
      )
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const unlisted = [...new Set(listed)]
      .filter((name) => !ROUTES[name])
      .map((name) => `${name} ${ADD_A_LINE}`);
    expect(unlisted).toEqual([]);
    expect(Object.keys(ROUTES).filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('has a line for everything else the app mounts', () => {
    const app = readFileSync(new URL('./app.ts', import.meta.url), 'utf8');
    const mounted = Array.from(
      app.matchAll(/(?:app\.route\('[^']*', |besideOthers\()([\w.]+)/g),
      ([, name = '']) => name,
    );
    expect(mounted.length).toBeGreaterThan(5);
    expect(mounted.filter((name) => !MOUNTS[name]).map((name) => `${name} ${ADD_A_LINE}`)).toEqual([]);
  });
});

describe('every tRPC procedure', () => {
  const sessions = ['viewer', 'staff', 'admin', 'owner'];

  it.each(Object.entries(PROCEDURES))(
    '%s answers each kind of caller as its line says',
    async (name, line) => {
      const roles: readonly string[] = GROUPS[line.may] ?? [];
      for (const caller of Object.keys(matrix.callers)) {
        const isPublic = line.may === 'everybody';
        const expected: Verdict =
          isPublic || roles.includes(caller) || (line.may === 'checkout' && caller === 'checkout')
            ? 'allowed'
            : line.may !== 'checkout' && sessions.includes(caller)
              ? 'forbidden'
              : 'unauthorized';
        // A public call looks the same to everybody: two kinds of callers stand for all.
        if (isPublic && !['nobody', 'tampered key'].includes(caller)) continue;
        const ids = expected === 'allowed' ? await matrix.newIds(matrix.own) : own;
        const headers = caller === 'checkout' ? await matrix.checkoutOf(ids) : headersOf(caller);
        const answer = await callTrpc(name, headers, line.input?.(ids));
        const verdict = verdictOf(answer);
        const unknownHere = [
          'portal.enterSegment',
          'portal.requestSegmentCode',
          'portal.confirmSegmentCode',
          'admin.outbox.get',
        ];
        if (expected === 'allowed' && unknownHere.includes(name)) expect(verdict).not.toBe('failed');
        else
          expect([caller, verdict, verdict === expected ? '' : answer.text]).toEqual([caller, expected, '']);
      }
    },
  );

  const takesIds = Object.entries(PROCEDURES).filter(([, { foreign }]) => foreign !== undefined);
  it.each(takesIds)(
    '%s answers ids of another workspace like ids of nobody, byte for byte',
    async (name, line) => {
      const before = await rowsOfForeign();
      const headers =
        line.may === 'checkout'
          ? await matrix.checkoutOf(own)
          : headersOf(line.may === 'everybody' ? 'nobody' : 'owner');
      for (const combine of line.foreign ?? []) {
        const [theirs, nobodys] = [combine(own, foreign), combine(own, missing)];
        const answers = [
          comparable(await callTrpc(name, headers, line.input?.(theirs)), foreign),
          comparable(await callTrpc(name, headers, line.input?.(nobodys)), missing),
        ];
        expect(answers[0]).toBe(answers[1]);
        if (name !== 'admin.certificates.list') expect(answers[0]).toMatch(/^4/);
      }
      expect(await rowsOfForeign()).toBe(before);
    },
  );
});

describe('every route of the REST API', () => {
  const call = (name: string, headers: Headers, ids: Ids) => {
    const line = ROUTES[name];
    const [method = '', template = ''] = name.split(' ');
    return matrix.send(method, line?.path?.(ids) ?? template, headers, line?.body?.(ids));
  };

  it.each(Object.entries(ROUTES))('%s answers each kind of caller as its line says', async (name, line) => {
    for (const [caller, headers] of Object.entries(matrix.callers)) {
      const scope = SCOPES.find((one) => caller === `key: ${one}`);
      const expected: Verdict =
        line.may === 'everybody' || (scope && line.may.includes(scope))
          ? 'allowed'
          : scope
            ? 'forbidden'
            : 'unauthorized';
      const answer = await call(
        name,
        headers,
        expected === 'allowed' ? await matrix.newIds(matrix.own) : own,
      );
      const verdict = verdictOf(answer);
      expect([caller, verdict, verdict === expected ? '' : answer.text]).toEqual([caller, expected, '']);
    }
  });

  const takesIds = Object.entries(ROUTES).filter(([, { foreign }]) => foreign !== undefined);
  it.each(takesIds)(
    '%s answers ids of another workspace like ids of nobody, byte for byte',
    async (name, line) => {
      const before = await rowsOfForeign();
      const scope = line.may === 'everybody' ? 'read' : line.may[0];
      const headers = headersOf(`key: ${scope}`);
      for (const combine of line.foreign ?? []) {
        const [theirs, nobodys] = [combine(own, foreign), combine(own, missing)];
        const answers = [
          comparable(await call(name, headers, theirs), foreign),
          comparable(await call(name, headers, nobodys), missing),
        ];
        expect(answers[0]).toBe(answers[1]);
        if (name !== 'POST /v1/codes/check') expect(answers[0]).toMatch(/^404/);
      }
      expect(await rowsOfForeign()).toBe(before);
    },
  );
});

describe('everything else', () => {
  const files = [
    '/admin/certificates/:id/pdf',
    '/admin/outbox/none/html',
    '/admin/outbox/none/attachments/0',
  ];

  it.each(files)('GET %s is for staff who may see codes', async (template) => {
    const path = template.replace(':id', own.certificateId);
    for (const [caller, headers] of Object.entries(matrix.callers)) {
      const { status } = await matrix.send('GET', path, headers);
      const seen = ['staff', 'admin', 'owner'].includes(caller);
      const found = path.includes('outbox') ? 404 : 200;
      expect([caller, status]).toEqual([caller, seen ? found : caller === 'viewer' ? 403 : 401]);
    }
  });

  it('a PDF of another workspace is as unknown to the console as one of nobody', async () => {
    const ask = async ({ certificateId }: Ids) =>
      matrix.send('GET', `/admin/certificates/${certificateId}/pdf`, headersOf('owner'));
    const answers = [await ask(foreign), await ask(missing)];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(404);
  });

  it('a document opens with its own kind of token alone', async () => {
    const ask = async (token: string) => (await matrix.send('GET', `/documents/${token}`, {})).status;
    expect(await ask(own.documentToken)).toBe(200);
    for (const token of [missing.documentToken, own.certificateToken, own.purchaseToken, 'x'])
      expect(await ask(token)).toBe(401);
  });

  it('the webhook believes nobody without a signature, whichever workspace is named', async () => {
    const event = { id: 'evt_forged', type: 'checkout.session.completed' };
    const answers: Answer[] = [];
    for (const { workspaceId } of [own, foreign, missing])
      for (const signature of [{}, { 'stripe-signature': 't=1,v1=00' }])
        answers.push(await matrix.send('POST', `/webhooks/stripe/${workspaceId}`, signature, event));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(400);
  });
});
