import { randomUUID } from 'node:crypto';
import { CODE_RANDOM_BYTES, drawCode, GUESS_LIMITS } from '@boon/core';
import { readGuessing } from '@boon/db';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRest, type RestTestBed, type Site } from '../rest/rest-test-bed.ts';
import { createTrpc } from '../routers/mount.ts';

const GUESSES = 10_000;
const ADDRESSES = 200;
const LANES = 50;
/** Of them, so many carts are opened at once: a bot takes a new one when its own is used up. */
const ORDERS = 40;

let bed: RestTestBed;
let site: Site;
let app: Hono;

beforeAll(async () => {
  bed = await openRest();
  site = await bed.newSite();
  app = new Hono();
  // The address is a proxy's to say; here the test says it.
  app.route(
    '/api/trpc',
    createTrpc(
      bed.services,
      async () => null,
      (context) => context.req.header('x-test-address') ?? 'none',
      null,
    ),
  );
});
afterAll(() => bed.close());

type Told = {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly retryAfter: string | null;
};

async function tell(procedure: string, input: object, from: string, token = ''): Promise<Told> {
  const answer = await app.request(`/api/trpc/${procedure}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-test-address': from,
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  const code = JSON.parse(text).error?.data?.refusal?.code ?? 'done';
  return { status: answer.status, code, text, retryAfter: answer.headers.get('retry-after') };
}

const apply = (token: string, code: string, from: string) =>
  tell('widget.applyCode', { code, redemptionId: randomUUID() }, from, token);

async function newCheckout(): Promise<string> {
  const { id } = await site.newOrder();
  return String((await site.call('POST', `/v1/orders/${id}/checkout-tokens`)).body.token);
}

/** A well-formed code that was never drawn for anybody. */
function guess(): string {
  for (;;) {
    const code = drawCode(crypto.getRandomValues(new Uint8Array(CODE_RANDOM_BYTES)));
    if (code) return code.formatted();
  }
}

async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

describe(`a bot that tries ${GUESSES} codes from ${ADDRESSES} addresses`, () => {
  it('learns next to nothing, keeps nobody from using a code, and is noticed', async () => {
    const checkouts = await Promise.all(Array.from({ length: ORDERS }, newCheckout));
    const honest = await Promise.all(
      Array.from({ length: 10 }, async () => ({
        token: await newCheckout(),
        ...(await site.newCertificate()),
      })),
    );
    const told: Told[] = [];
    const honestly: string[] = [];
    await inTurns(GUESSES, async (index) => {
      const token = checkouts[index % ORDERS] ?? '';
      told.push(await apply(token, guess(), `198.51.100.${index % ADDRESSES}`));
      // In the middle of it, people use their gifts.
      const holder =
        index % (GUESSES / honest.length) === 500 ? honest[Math.floor(index / 1_000)] : undefined;
      if (holder) honestly.push((await apply(holder.token, holder.code, `203.0.113.${index % 7}`)).code);
    });

    const looked = told.filter(({ code }) => code === 'code_not_found').length;
    const turnedAway = told.filter(({ code }) => code === 'rate_limited');
    expect(looked + turnedAway.length).toBe(GUESSES);
    // Each order's and address's bucket, and what flows back into them in the minutes this may take on a slow machine.
    expect(looked).toBeLessThanOrEqual(ORDERS * GUESS_LIMITS.order.wrongMax * 2);
    expect(new Set(turnedAway.map(({ status }) => status))).toEqual(new Set([429]));
    expect(turnedAway.every(({ retryAfter }) => Number(retryAfter) >= 1)).toBe(true);
    expect(honestly).toEqual(honest.map(() => 'done'));

    const guessing = await readGuessing(bed.services.database, site.workspaceId);
    expect(guessing).toMatchObject({
      wrongCodes: looked,
      turnedAway: turnedAway.length,
      orders: ORDERS,
      addresses: ADDRESSES,
    });
  });

  it('gets no further on the page that checks a code, nor over a booking site that asks for it', async () => {
    const { slug } = await bed.newWorkspace({ slug: `check-${randomUUID()}` });
    const checked = await Promise.all(
      Array.from({ length: 60 }, () =>
        tell('portal.checkCode', { workspace: slug, code: guess() }, '192.0.2.9'),
      ),
    );
    expect(checked.filter(({ code }) => code === 'code_not_found')).toHaveLength(
      GUESS_LIMITS.address.wrongMax,
    );

    const other = await bed.newSite();
    const { id } = await other.newOrder();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        other.call('POST', `/v1/orders/${id}/redemptions`, { body: { code: guess() } }),
      ),
    );
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'code_not_found')).toHaveLength(GUESS_LIMITS.order.wrongMax);
    const limited = answers.filter(({ body }) => body.code === 'rate_limited');
    expect(limited).toHaveLength(30 - GUESS_LIMITS.order.wrongMax);
    expect(
      limited.every(({ status, headers }) => status === 429 && Number(headers.get('retry-after')) >= 1),
    ).toBe(true);
    const { code } = await other.newCertificate();
    const elsewhere = await other.newOrder();
    expect(
      (await other.call('POST', `/v1/orders/${elsewhere.id}/redemptions`, { body: { code } })).status,
    ).toBe(201);
  });
});

describe('a code that a stranger must not know of', () => {
  it('is answered as one that does not exist: the same bytes, the same statements, at a set time', async () => {
    const shop = await bed.newSite();
    const foreign = await (await bed.newSite()).newCertificate();
    const pending = await shop.newCertificate({ payment: null });
    const voided = await shop.newCertificate();
    await shop.call('POST', `/v1/certificates/${voided.id}/void`, { body: { reason: 'Twice' } });
    const answers = [];
    for (const [kind, code] of Object.entries({
      unknown: guess(),
      foreign: foreign.code,
      pending: pending.code,
      voided: voided.code,
    })) {
      const { id } = await shop.newOrder();
      const token = String((await shop.call('POST', `/v1/orders/${id}/checkout-tokens`)).body.token);
      const before = bed.statements.length;
      const startedAt = performance.now();
      const { status, text } = await apply(token, code, `192.0.2.${answers.length}`);
      const tookMs = performance.now() - startedAt;
      answers.push({ kind, status, text, statements: bed.statements.slice(before), tookMs });
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map(({ statements }) => statements.join())).size).toBe(1);
    for (const { kind, tookMs } of answers) expect([kind, tookMs >= 119]).toEqual([kind, true]);
  });
});
