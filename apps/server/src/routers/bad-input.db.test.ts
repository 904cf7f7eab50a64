import { DomainError, REFUSALS } from '@boon/core';
import { readState } from '@boon/db';
import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { MARA, newGift, openShop, type Shop } from '../certificates/race-runner-of-test.ts';
import { voidCertificateById } from '../certificates/staff-commands.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { inputOf, type Pool } from './bad-input-of-test.ts';
import { appRouter } from './index.ts';
import type { Context } from './trpc.ts';

const CALLS = 400;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

async function openPool(shop: Shop): Promise<{ pool: Pool; context: Context }> {
  const { services, workspace } = shop;
  const workspaceId = workspace.id;
  const active = await shop.issue();
  const pending = await shop.issue({ payment: null });
  const voided = await shop.issue();
  const target = { workspaceId, certificateId: voided.id, version: null };
  await voidCertificateById(services, { ...target, reason: 'a mistake' }, MARA);
  const foreign = await (await openShop(bed)).issue();
  const orderId = await shop.order();
  const bought = {
    ...newGift().gift,
    workspace: workspace.slug,
    segment: null,
    certificateId: crypto.randomUUID(),
  };
  await purchaseCertificate(services, bought);
  const { payment } = await readState(services.database, workspaceId, {
    certificateId: bought.certificateId,
    include: ['latest_payment'],
  });
  const ids = { workspaceId, certificateId: bought.certificateId, paymentId: payment?.id ?? '' };
  const purchase = await services.tokens.sign('purchase', ids);
  const certificate = await services.tokens.sign('certificate', { workspaceId, certificateId: active.id });
  return {
    pool: {
      ids: [active.id, pending.id, voided.id, foreign.id, bought.certificateId, orderId],
      texts: {
        workspace: [workspace.slug],
        segment: ['everyone'],
        code: [active, pending, voided].map(shop.codeOf),
        purchase: [purchase.token],
        token: [certificate.token],
        email: ['lucja@example.com'],
        deliverOn: ['2027-05-05', new Date().toISOString().slice(0, 10)],
        validThrough: ['2027-02-28', '2031-01-01', '2100-01-01'],
        cursor: [`2027-01-01T00:00:00.000Z_${active.id}`],
      },
    },
    context: {
      services,
      outbox: bed.local.outbox,
      readStaff: async () => ({
        userId: MARA.id,
        name: MARA.name,
        email: 'mara@example.com',
        workspaceId,
        role: 'owner',
        passwordDueAt: null,
      }),
      readCheckout: () => ({ workspaceId, orderId, language: 'en' }),
      addressSubject: () => 'somebody',
      foreignOrigin: null,
    },
  };
}

/** The refusal's code, `ok`, or what must not be: anything else. */
async function answerOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'ok';
  } catch (error) {
    if (!(error instanceof TRPCError)) return `no answer of ours: ${error}`;
    const { cause } = error;
    if (cause instanceof z.ZodError) return 'validation_failed';
    return cause instanceof DomainError ? cause.code : `${error.code}: ${cause?.stack ?? error.message}`;
  }
}

it(`answers ${CALLS} calls of every procedure, with inputs bad in every way, with names from the closed list`, async () => {
  const shop = await openShop(bed);
  const { pool, context } = await openPool(shop);
  const caller = appRouter.createCaller(context);
  const calls = Object.entries<object>(appRouter._def.procedures).map(([path, procedure]) => {
    const inputs: unknown = Reflect.get(Object(Reflect.get(procedure, '_def')), 'inputs');
    return fc.record({ path: fc.constant(path), input: inputOf(Array.isArray(inputs) ? inputs : [], pool) });
  });
  const answers = new Map<string, number>();
  const property = fc.asyncProperty(fc.oneof(...calls), async ({ path, input }) => {
    const procedure = path
      .split('.')
      .reduce<unknown>((node, name) => Reflect.get(Object(node), name), caller);
    if (typeof procedure !== 'function') throw new Error(`${path} cannot be called`);
    const answer = await answerOf(() => procedure(input));
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    expect(['ok', ...Object.keys(REFUSALS)], path).toContain(answer);
  });
  await fc.assert(property, { numRuns: CALLS });
  expect(answers.get('ok')).toBeGreaterThan(CALLS / 20);
  expect(answers.get('validation_failed')).toBeGreaterThan(CALLS / 20);
  const { rows } = await bed.owner.query('select number, problem from ledger_differences');
  expect(rows).toEqual([]);
});
