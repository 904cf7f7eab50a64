import { randomUUID } from 'node:crypto';
import type { SegmentInput, Workspace } from '@boon/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { handleJob } from '../outbox/handle-job.ts';
import { startOutboxWorker } from '../outbox/worker.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { type Callers, callersOf, giftOf, refusalOf, segmentOf } from './callers-of-test.ts';

const MINUTE_MS = 60_000;
const ACCESS = {
  kind: 'closed',
  accessCodes: ['Winter-2026'],
  emails: ['anna@example.com'],
  domains: ['corp.example'],
} as const;

let bed: ServicesTestBed;
let call: Callers;
beforeAll(async () => {
  bed = await openServices();
  call = callersOf(bed);
});
afterEach(() => bed.clock.moveTo(null));
afterAll(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
  await bed.close();
});

async function givenShop(access: SegmentInput['access'] = ACCESS) {
  const workspace = await bed.newWorkspace();
  const id = randomUUID();
  await call.staff(workspace).segments.create({ id, ...segmentOf({ access }) });
  return { workspace, id, shop: { workspace: workspace.slug, segment: 'agents' } };
}

async function mailJobs(workspace: Workspace) {
  const { rows } = await bed.owner.query<{ id: string; line: string; payload: Record<string, unknown> }>(
    `select id, outbox::text as line, payload from outbox where workspace_id = $1 and kind = 'segment_code' order by created_at`,
    [workspace.id],
  );
  return rows;
}

async function send(workspace: Workspace, attempts = 1) {
  const job = (await mailJobs(workspace)).at(-1);
  if (!job) throw new Error('no mail is queued');
  await handleJob(bed.services, {
    id: job.id,
    workspaceId: workspace.id,
    kind: 'segment_code',
    payload: job.payload,
    attempts,
  });
}

async function mailedCode(address: string): Promise<string> {
  const mail = bed.local.outbox.list({ limit: 2_000 }).find(({ to }) => to.includes(address));
  const content = await bed.local.outbox.get(mail?.id ?? '');
  const code = /^(\d{3} \d{3})$/m.exec(content?.text ?? '')?.[1];
  if (code === undefined) throw new Error(`no code was mailed to ${address}`);
  return code;
}

describe('a closed segment', () => {
  it('tells a stranger how to enter, and no prices', async () => {
    const { shop } = await givenShop();
    const answer = await call.customer.storefront(shop);
    expect(answer).toMatchObject({ access: 'closed', ways: ['access_code', 'email'] });
    expect(Object.keys(answer)).not.toContain('suggestedAmountsMinor');
    expect(JSON.stringify(answer)).not.toMatch(/Minor|anna@example|corp\.example/);
  });

  it('sells nothing to a stranger, nor to who brings a forged, a foreign or an old proof', async () => {
    const { shop, workspace } = await givenShop();
    const other = await givenShop();
    const foreign = await call.customer.enterSegment({ ...other.shop, accessCode: 'winter-2026' });
    const id = randomUUID();
    await call.staff(workspace).segments.create({
      id,
      ...segmentOf({ code: 'B', slug: 'b', access: { ...ACCESS, accessCodes: ['other-code'] } }),
    });
    const sibling = await call.customer.enterSegment({ ...shop, segment: 'b', accessCode: 'other-code' });
    const { proof } = await call.customer.enterSegment({ ...shop, accessCode: 'winter-2026' });
    const [head, claims, signature] = proof.split('.');
    const { token: checkout } = await bed.services.tokens.sign('document', {
      workspaceId: workspace.id,
      certificateId: id,
    });
    const forgeries = [
      null,
      '',
      'x'.repeat(10_000),
      foreign.proof,
      sibling.proof,
      checkout,
      `${head}.${claims}.${signature?.split('').reverse().join('')}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
    ];
    for (const forged of forgeries) {
      const refusal = await refusalOf(call.customer.purchase({ ...shop, ...giftOf(), proof: forged }));
      expect(refusal.code).toBe('forbidden');
      expect(await call.customer.storefront({ ...shop, proof: forged })).toMatchObject({ access: 'closed' });
    }
    bed.clock.moveTo(new Date(Date.now() + 121 * MINUTE_MS));
    expect((await refusalOf(call.customer.purchase({ ...shop, ...giftOf(), proof }))).code).toBe('forbidden');
    const { rows } = await bed.owner.query('select 1 from certificates where workspace_id = $1', [
      workspace.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('an access code', () => {
  it('opens it, however it is typed, and what is bought then is of that segment', async () => {
    const { shop, id } = await givenShop();
    const { proof } = await call.customer.enterSegment({ ...shop, accessCode: ' winter 2026' });
    expect(await call.customer.storefront({ ...shop, proof })).toMatchObject({
      access: 'entered',
      suggestedAmountsMinor: [5_000, 10_000, 15_000],
    });
    const gift = giftOf();
    await call.customer.purchase({ ...shop, ...gift, proof });
    const { rows } = await bed.owner.query('select segment_id from certificates where id = $1', [
      gift.certificateId,
    ]);
    expect(rows).toEqual([{ segment_id: id }]);
  });

  it('that is wrong gets one answer, also where there is none to know', async () => {
    const { shop, workspace } = await givenShop();
    const bare = await givenShop({ ...ACCESS, accessCodes: [] });
    const attempts = [
      { ...shop, accessCode: 'winter-2027' },
      { ...shop, accessCode: '' },
      { ...bare.shop, accessCode: 'winter-2026' },
      { workspace: workspace.slug, accessCode: 'winter-2026' },
    ];
    const answers = await Promise.all(attempts.map((one) => refusalOf(call.customer.enterSegment(one))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.code).toBe('forbidden');
  });

  it('is kept as a keyed hash, different in every segment', async () => {
    const [one, two] = [await givenShop(), await givenShop()];
    const { rows } = await bed.owner.query<{ line: string; hashes: string[] }>(
      'select segments::text as line, access_code_hashes as hashes from segments where id = any($1)',
      [[one.id, two.id]],
    );
    expect(new Set(rows.flatMap(({ hashes }) => hashes)).size).toBe(2);
    for (const { line } of rows) expect(line).not.toMatch(/winter/i);
  });
});

describe('an address on the list', () => {
  it('is proven by a code that the worker mails there, and good for one entry', async () => {
    const { shop, workspace } = await givenShop();
    const email = `x-${randomUUID()}@CORP.example`;
    await call.customer.requestSegmentCode({ ...shop, email });
    const worker = await startOutboxWorker(bed.services);
    try {
      await expect
        .poll(() => mailedCode(email.toLowerCase()).catch(() => null), { timeout: 15_000 })
        .not.toBeNull();
    } finally {
      await worker.stop();
    }
    const code = await mailedCode(email.toLowerCase());
    const [job] = await mailJobs(workspace);
    expect(job?.line).not.toContain(code.replace(' ', ''));
    expect(job?.line).not.toMatch(/corp\.example/i);
    const { rows } = await bed.owner.query<{ line: string }>(
      'select c::text as line from segment_challenges c',
    );
    for (const { line } of rows) expect(line).not.toContain(code.replace(' ', ''));

    const { proof } = await call.customer.confirmSegmentCode({ ...shop, email, code });
    await call.customer.purchase({ ...shop, ...giftOf(), proof });
    const again = await refusalOf(call.customer.confirmSegmentCode({ ...shop, email, code }));
    expect(again.code).toBe('forbidden');
  });

  it('gets the same answer as one that is not, but only the first gets a mail', async () => {
    const { shop, workspace } = await givenShop();
    const answers = [];
    for (const email of ['anna@example.com', 'eve@evil.example', 'x@sub.corp.example'])
      answers.push(await call.customer.requestSegmentCode({ ...shop, email }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await mailJobs(workspace)).toHaveLength(1);
    const { rows } = await bed.owner.query('select 1 from segment_challenges where workspace_id = $1', [
      workspace.id,
    ]);
    expect(rows).toHaveLength(3);
    const refusals = [];
    for (const email of ['anna@example.com', 'eve@evil.example', 'nobody@example.com', 'no address'])
      refusals.push(await refusalOf(call.customer.confirmSegmentCode({ ...shop, email, code: 'abcdef' })));
    expect(new Set(refusals.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('has five attempts, counted also when they come at once, and a code of ten minutes', async () => {
    const { shop, workspace } = await givenShop();
    const email = 'anna@example.com';
    const confirm = (code: string) => call.customer.confirmSegmentCode({ ...shop, email, code });
    await call.customer.requestSegmentCode({ ...shop, email });
    await send(workspace);
    const code = await mailedCode(email);
    const wrong = code === '000 000' ? '111111' : '000000';
    await Promise.all(Array.from({ length: 5 }, () => refusalOf(confirm(wrong))));
    expect((await refusalOf(confirm(code))).code).toBe('forbidden');

    bed.clock.moveTo(new Date(Date.now() + 2 * MINUTE_MS));
    await call.customer.requestSegmentCode({ ...shop, email });
    await send(workspace);
    const second = await mailedCode(email);
    bed.clock.moveTo(new Date(Date.now() + 13 * MINUTE_MS));
    expect((await refusalOf(confirm(second))).code).toBe('forbidden');
    bed.clock.moveTo(new Date(Date.now() + 11 * MINUTE_MS));
    await expect(confirm(second)).resolves.toMatchObject({ proof: expect.any(String) });
  });

  it('lets one of many in who enter the same code at once', async () => {
    const { shop, workspace } = await givenShop();
    const email = 'anna@example.com';
    await call.customer.requestSegmentCode({ ...shop, email });
    await send(workspace);
    const code = await mailedCode(email);
    const entries = await Promise.allSettled(
      Array.from({ length: 5 }, () => call.customer.confirmSegmentCode({ ...shop, email, code })),
    );
    expect(entries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not flooded: one code a minute, five an hour', async () => {
    const { shop, workspace } = await givenShop();
    const start = Date.now();
    for (let minute = 0; minute < 9; minute += 1) {
      bed.clock.moveTo(new Date(start + minute * MINUTE_MS));
      for (let again = 0; again < 2; again += 1)
        await call.customer.requestSegmentCode({ ...shop, email: 'anna@example.com' });
    }
    expect(await mailJobs(workspace)).toHaveLength(5);
    bed.clock.moveTo(new Date(start + 62 * MINUTE_MS));
    await call.customer.requestSegmentCode({ ...shop, email: 'anna@example.com' });
    expect(await mailJobs(workspace)).toHaveLength(6);
  });

  it('is mailed once, and the same code, when the first attempt may have left', async () => {
    const { shop, workspace } = await givenShop();
    const email = `once-${randomUUID()}@corp.example`;
    await call.customer.requestSegmentCode({ ...shop, email });
    await send(workspace);
    await send(workspace, 2);
    expect(bed.local.outbox.list({ limit: 2_000 }).filter(({ to }) => to.includes(email))).toHaveLength(1);
  });

  it('proves nothing any more once it is taken off the list', async () => {
    const { shop, workspace, id } = await givenShop();
    await call.customer.requestSegmentCode({ ...shop, email: 'anna@example.com' });
    await send(workspace);
    const code = await mailedCode('anna@example.com');
    const { proof } = await call.customer.confirmSegmentCode({ ...shop, email: 'anna@example.com', code });
    const access = { ...ACCESS, accessCodes: null, emails: [] };
    await call.staff(workspace).segments.update({ id, version: 1, ...segmentOf({ access }) });
    const refusal = await refusalOf(call.customer.purchase({ ...shop, ...giftOf(), proof }));
    expect(refusal.code).toBe('forbidden');
    await call.customer.enterSegment({ ...shop, accessCode: 'winter-2026' });
  });
});
