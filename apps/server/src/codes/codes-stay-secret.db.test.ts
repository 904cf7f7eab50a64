import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Code, DomainError, parseCode } from '@boon/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkCodePublicly } from '../certificates/check-code.ts';
import { redeemCertificate } from '../certificates/redeem-certificate.ts';
import { readCertificate, resendCertificate, revealCode } from '../certificates/staff-commands.ts';
import { createMailer } from '../gateways/mailer.ts';
import { createLog } from '../log.ts';
import { startOutboxWorker } from '../outbox/worker.ts';
import { openRest, type RestTestBed, type Site } from '../rest/rest-test-bed.ts';
import { appRouter } from '../routers/index.ts';
import type { Services } from '../services.ts';

const STAFF = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;

const WAIT = { timeout: 15_000, interval: 100 };

let bed: RestTestBed;
let site: Site;
let services: Services;
/** Every code that ever existed in the story, dead ones too. */
const codes: Code[] = [];
/** What people and programs were told, but for the answers whose purpose is to hold a code. */
const told: string[] = [];
const logged: string[] = [];

beforeAll(async () => {
  bed = await openRest();
  services = { ...bed.services, log: createLog((line) => logged.push(line)) };
  site = await bed.newSite();
  await tellStory();
});
afterAll(() => bed.close());

function keep(text: unknown): Code {
  const parsed = parseCode(String(text));
  if (!parsed.ok) throw new Error('the story lost a code');
  codes.push(parsed.code);
  return parsed.code;
}

/** A call to the API that has no reason to show a code. */
async function ask(method: string, path: string, details: object = {}) {
  const answer = await site.call(method, path, details);
  told.push(answer.text, JSON.stringify([...answer.headers]));
  return answer;
}

async function refused(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('the story expected a refusal');
  const details = error instanceof DomainError ? JSON.stringify(error.details) : '';
  told.push(`${String(error)} ${error.stack} ${details} ${JSON.stringify(error)}`);
}

/** Created, checked, redeemed, refused, repeated, reissued, revealed, mailed, with failures of everything around. */
async function tellStory(): Promise<void> {
  const { workspaceId } = site;
  const spent = await site.newCertificate();
  const spentCode = keep(spent.code);
  const order = await site.newOrder();
  const redeem = { body: { code: spentCode.formatted() }, idempotencyKey: randomUUID() };
  await ask('POST', `/v1/orders/${order.id}/redemptions`, redeem);
  await ask('POST', `/v1/orders/${order.id}/redemptions`, redeem);
  await ask('POST', `/v1/orders/${order.id}/redemptions`, { body: { code: spentCode.reveal() } });
  await ask('POST', '/v1/codes/check', {
    body: { code: spentCode.reveal().toLowerCase(), order_id: order.id },
  });
  await ask('GET', `/v1/certificates?q=${spentCode.reveal()}`);
  await ask('POST', '/v1/codes/check', { body: `{"code": "${spentCode.formatted()}"` });
  await ask('POST', '/v1/codes/check', { body: { code: [spentCode.formatted()] } });
  await ask('POST', `/v1/orders/${order.id}/redemptions`, { body: { code: `${spentCode.reveal()}X` } });

  const gift = {
    amount: 15_000,
    currency: 'EUR',
    payment: { method: 'cash' },
    purchaser: { name: 'Ines', email: 'i@example.com' },
    recipient: { name: 'Jonas', email: 'j@example.com' },
  };
  const create = { body: gift, idempotencyKey: randomUUID() };
  const created = await site.call('POST', '/v1/certificates', create);
  const again = await site.call('POST', '/v1/certificates', create);
  expect(again.body.code).toBe(created.body.code);
  const first = keep(created.body.code);
  const certificateId = String(created.body.id);
  const reissue = { body: { reason: 'Sent to a wrong address' }, idempotencyKey: randomUUID() };
  const path = `/v1/certificates/${certificateId}/reissue`;
  const second = keep((await site.call('POST', path, reissue)).body.code);
  keep((await site.call('POST', path, reissue)).body.code);
  for (const code of [first, second])
    await ask('POST', '/v1/codes/check', { body: { code: code.formatted() } });
  await ask('GET', `/v1/certificates/${certificateId}`);
  await ask('GET', '/v1/certificates');

  keep(await revealCode(services, workspaceId, certificateId, STAFF));
  await resendCertificate(services, { workspaceId, certificateId, version: null }, STAFF);
  await refused(checkCodePublicly(services, { workspaceId, code: first.formatted(), guesser: {} }));
  await refused(checkCodePublicly(services, { workspaceId, code: `${second.formatted()}-7`, guesser: {} }));
  const attempt = { workspaceId, orderId: order.id, redemptionId: randomUUID(), actor: STAFF } as const;
  await refused(
    redeemCertificate(services, { ...attempt, code: first.reveal(), disclosure: 'uniform', guesser: {} }),
  );
  await refused(
    redeemCertificate(services, { ...attempt, code: spentCode.reveal(), disclosure: 'exact', guesser: {} }),
  );
  await refusedByTrpc(second);
  await loseConnections(second);
  await sendMails();
  const { code } = await readCertificate(services, workspaceId, certificateId);
  expect(services.codes.open(code, workspaceId, certificateId).reveal()).toBe(second.reveal());
}

/** Inputs that the console's own check refuses, with the code where it does not belong. */
async function refusedByTrpc(code: Code): Promise<void> {
  const staff = {
    userId: STAFF.id,
    name: 'Mara',
    email: 'm@example.com',
    workspaceId: site.workspaceId,
    role: 'owner',
    passwordDueAt: null,
  } as const;
  const { admin } = appRouter.createCaller({
    services,
    outbox: null,
    readStaff: async () => staff,
    readCheckout: () => null,
    addressSubject: () => 'somebody',
    foreignOrigin: null,
  });
  await admin.certificates
    .list({ search: code.formatted(), limit: 10 })
    .then((page) => told.push(JSON.stringify(page)));
  await refused(admin.certificates.get({ id: code.formatted() }));
  await refused(admin.certificates.revealCode({ id: randomUUID() }));
}

/** The database goes away in the middle of a redemption. */
async function loseConnections(code: Code): Promise<void> {
  const { id: orderId } = await site.newOrder({ total: 10_000 });
  const attempt = {
    workspaceId: site.workspaceId,
    orderId,
    actor: STAFF,
    disclosure: 'exact',
    guesser: {},
  } as const;
  for (let round = 0; round < 5; round += 1) {
    const request = { ...attempt, code: code.reveal(), redemptionId: randomUUID() };
    const redeeming = redeemCertificate(services, request);
    const cutting = bed.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'boon-app' and datname = current_database()`,
    );
    await refused(redeeming);
    await cutting;
  }
}

/** First with a mail provider that cannot be reached, then with one that takes everything. */
async function sendMails(): Promise<void> {
  const unreachable = createMailer({ serverToken: 'unreachable', apiBase: 'http://127.0.0.1:1' });
  const failing = await startOutboxWorker({ ...services, mailer: unreachable });
  await vi.waitFor(() => {
    if (!logged.some((line) => line.includes('outbox.failed'))) throw new Error('no mail has failed yet');
  }, WAIT);
  await failing.stop();
  await bed.owner.query(`update outbox set run_at = now() - interval '1 minute' where done_at is null`);
  const worker = await startOutboxWorker(services);
  await vi.waitFor(async () => {
    const sent = await bed.owner.query(`select 1 from deliveries where status = 'sent'`);
    if (Number(sent.rowCount) < 3) throw new Error('mails are still on their way');
  }, WAIT);
  await worker.stop();
}

/** All tables as text: byte strings are hexadecimal there, documents are JSON. */
async function dump(): Promise<string> {
  const { rows } = await bed.owner.query<{ table: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as table from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    rows.map(async ({ table }) => {
      const { rows: lines } = await bed.owner.query<{ line: string }>(
        `select t::text as line from ${table} t`,
      );
      return [table, ...lines.map(({ line }) => line)].join('\n');
    }),
  );
  return texts.join('\n');
}

/** The codes that stand in a text: as they are, as printed, in any case, as hexadecimal, or inside of base64. */
function codesIn(text: string): string[] {
  const lower = text.toLowerCase();
  return codes
    .map((code) => [code.reveal(), code.formatted()])
    .flatMap((forms) =>
      forms.flatMap((form) => {
        const hex = Buffer.from(form).toString('hex');
        const inBase64 = [0, 1, 2].map((offset) =>
          Buffer.from('\0'.repeat(offset) + form)
            .toString('base64')
            .slice(offset === 0 ? 0 : 4, -4),
        );
        const isThere =
          [form.toLowerCase(), hex].some((one) => lower.includes(one)) ||
          inBase64.some((one) => text.includes(one));
        return isThere ? [form] : [];
      }),
    );
}

describe('a code, after all that can happen to it,', () => {
  it('stands in no row of any table, no job and no stored answer', async () => {
    const text = await dump();
    for (const table of ['outbox', 'stored_answers', 'activities', 'certificates', 'deliveries'])
      expect(text).toContain(`public.${table}\n(`);
    expect(codesIn(text)).toEqual([]);
  });

  it('stands in no line of our log', () => {
    expect(logged.length).toBeGreaterThan(2);
    expect(codesIn([...logged, ...bed.logged].join('\n'))).toEqual([]);
  });

  it("stands in no line of PostgreSQL's log", async () => {
    const { rows } = await bed.owner.query<{ data_directory: string }>('show data_directory');
    const text = await readFile(join(rows[0]?.data_directory ?? '', '../../postgres.log'), 'utf8');
    expect(text).toContain('terminating connection');
    expect(codesIn(text)).toEqual([]);
  });

  it('stands in no error and no answer but those made to show it', () => {
    expect(told.length).toBeGreaterThan(20);
    expect(codesIn(told.join('\n'))).toEqual([]);
  });

  it('would be found by this test, however it was written down', async () => {
    const [code] = codes;
    if (!code) throw new Error('no code');
    await bed.owner.query('create table planted (text text, bytes bytea)');
    for (const form of [code.formatted(), code.reveal().toLowerCase(), btoa(`{"c":"${code.reveal()}"}`)]) {
      await bed.owner.query('insert into planted values ($1, null)', [form]);
      expect(codesIn(await dump())).not.toEqual([]);
      await bed.owner.query('delete from planted');
    }
    await bed.owner.query('insert into planted values (null, $1)', [Buffer.from(code.reveal())]);
    expect(codesIn(await dump())).not.toEqual([]);
    await bed.owner.query('drop table planted');
  });
});
