import { randomUUID } from 'node:crypto';
import { openDatabase } from '@boon/db';
import pg from 'pg';
import type { Given, Prepared } from './contract-scenarios-of-test.ts';
import type { DocumentedCall } from './document-of-test.ts';
import type { ProblemCode } from './problems.ts';
import type { Answer, RestTestBed, Site } from './rest-test-bed.ts';

type Provoke = (call: DocumentedCall, prepared: Prepared, given: Given) => Promise<Answer>;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const BODY_TOO_LARGE = JSON.stringify({ padding: 'x'.repeat(100_000) });

/** What every call refuses alike: provoked on a call that would have succeeded. */
export const REFUSED_EVERYWHERE: Readonly<Partial<Record<ProblemCode, Provoke>>> = {
  unauthorized: ({ method }, { path, body }, { bed }) => bed.call(method, path, { body }),

  forbidden: async ({ method, scopes }, { path, body }, { site }) => {
    const others = (['read', 'redeem', 'manage'] as const).filter((scope) => !scopes.includes(scope));
    return site.call(method, path, { body, key: await site.newKey(others.slice(0, 1)) });
  },

  internal_error: async ({ method }, { path, body }, { bed, site }) => {
    const broken = Object.assign(new pg.Pool(), { query: () => Promise.reject(new Error('broken')) });
    const database = { ...bed.services.database, app: broken };
    const answer = await bed.callerWith({ database })(method, path, { key: site.key, body });
    await broken.end();
    return answer;
  },

  service_unavailable: async ({ method }, { path, body }, { bed, site }) => {
    const away = openDatabase({ url: 'postgres://boon@127.0.0.1:1/boon' });
    const answer = await bed.callerWith({ database: away })(method, path, { key: site.key, body });
    await away.close();
    return answer;
  },

  malformed_json: ({ method }, { path }, { site }) => site.call(method, path, { body: '{"reference":' }),

  unsupported_media_type: ({ method }, { path, body }, { site }) =>
    site.call(method, path, { body, headers: { 'content-type': 'text/json' } }),

  body_too_large: ({ method }, { path }, { site }) => site.call(method, path, { body: BODY_TOO_LARGE }),

  validation_failed: ({ method }, { path, body }, { site }) =>
    site.call(method, path, { body: { ...Object(body), discount: 1 } }),

  not_found: ({ method }, { path, body }, { site }) =>
    site.call(method, path.replace(UUID, randomUUID()), { body }),

  idempotency_mismatch: async ({ method }, { path, body }, { site }) => {
    const idempotencyKey = randomUUID();
    await site.call('POST', '/v1/orders', {
      body: { reference: idempotencyKey, total: 1, currency: 'EUR' },
      idempotencyKey,
    });
    return site.call(method, path, { body, idempotencyKey });
  },

  stale: async ({ method }, { path, body }, { bed, site }) => {
    const giveBack = await outrunEveryDecision(bed);
    try {
      return await site.call(method, path, { body });
    } finally {
      await giveBack();
    }
  },
};

/** From here on somebody else is always faster: no decision is still fresh when it is recorded. Gives the way back. */
async function outrunEveryDecision({ owner }: RestTestBed): Promise<() => Promise<void>> {
  await owner.query('alter function record_decision(jsonb) rename to record_decision_in_time');
  await owner.query("create function record_decision(jsonb) returns boolean language sql as 'select false'");
  await owner.query('alter function redeem_or_read rename to redeem_or_read_in_time');
  await owner.query(`create function redeem_or_read(w uuid, wanted jsonb, guessers text[], calls text)
    returns table (place bigint, answer jsonb) language sql as
    'select r.place, r.answer from read_guarded(w, calls::jsonb, guessers) with ordinality r(answer, place)'`);
  return async () => {
    await owner.query('drop function record_decision(jsonb)');
    await owner.query('alter function record_decision_in_time(jsonb) rename to record_decision');
    await owner.query('drop function redeem_or_read');
    await owner.query('alter function redeem_or_read_in_time rename to redeem_or_read');
  };
}

/** A repeat of a call whose first attempt holds its claim and has not answered yet. */
export async function repeatUnderWay(
  { owner }: RestTestBed,
  site: Site,
  { method, path }: { readonly method: string; readonly path: string },
): Promise<Answer> {
  const idempotencyKey = randomUUID();
  await site.call(method, path, { idempotencyKey });
  await owner.query(
    `update stored_answers set answer = null, claimed_until = now() + interval '1 minute'
     where workspace_id = $1 and idempotency_key = $2`,
    [site.workspaceId, idempotencyKey],
  );
  return site.call(method, path, { idempotencyKey });
}
