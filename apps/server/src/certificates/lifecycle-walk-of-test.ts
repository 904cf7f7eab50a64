import { randomUUID } from 'node:crypto';
import { DomainError, type Workspace } from '@boon/core';
import { listCertificates, readState } from '@boon/db';
import fc from 'fast-check';
import { expect } from 'vitest';
import { announceOrder } from '../orders/announce-order.ts';
import { cancelOrderById, changeOrderTotal, completeOrderById } from '../orders/change-order.ts';
import { bookDue } from '../outbox/book-due.ts';
import { giveBack } from '../outbox/give-back.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import type { ServicesTestBed } from '../services-test-bed.ts';
import {
  correctCertificate,
  extendCertificate,
  markPaid,
  reactivateCertificate,
  reissueCertificate,
} from './change-certificate.ts';
import { Model, type Step } from './lifecycle-model-of-test.ts';
import { histories, OPENING } from './lifecycle-steps-of-test.ts';
import { predictedStore, readStore } from './lifecycle-store-of-test.ts';
import { purchaseCertificate } from './purchase-certificate.ts';
import { MARA, newGift, SITE } from './race-runner-of-test.ts';
import { redeemCertificate, reverseRedemption } from './redeem-certificate.ts';
import { issueCertificate, readCertificate, voidCertificateById } from './staff-commands.ts';

/**
 * Walks `walks` random histories through the use cases and the model side by side, and compares after every step. A
 * failure is shrunk, while `withinMs` lasts, and printed with its seed. Gives the number of steps taken and how often each answer was given.
 */
export async function walkLifecycle(
  bed: ServicesTestBed,
  { walks, seed, withinMs }: { readonly walks: number; readonly seed: number; readonly withinMs: number },
): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  const property = fc.asyncProperty(histories, async ({ start, zone, validDays, steps }) => {
    const model = new Model(Date.parse(start), zone, validDays);
    bed.clock.moveTo(new Date(model.now));
    const real = await openReal(bed, zone, validDays);
    for (const one of [...OPENING, ...steps]) {
      const before = model.now;
      const predicted = model.apply(one);
      if (predicted === 'skipped') continue;
      // A step is taken at the time it was predicted for; one that waits moves the clock.
      bed.clock.moveTo(new Date(model.now));
      const actual = model.now === before ? await real.perform(one, model) : 'ok';
      const told = `${one.do}: ${actual}`;
      answers.set(told, (answers.get(told) ?? 0) + 1);
      expect(actual, JSON.stringify(one)).toBe(predicted);
      await real.compare(model, one);
    }
  });
  await fc.assert(property, { numRuns: walks, seed, interruptAfterTimeLimit: withinMs });
  return answers;
}

type Known = { readonly id: string; readonly firstCode: string; paymentId: string; redemptionId: string };

async function openReal(bed: ServicesTestBed, timeZone: string, expiresAfterDays: number | null) {
  const { services } = bed;
  const workspace = await bed.newWorkspace({ timeZone, expiresAfterDays });
  const workspaceId = workspace.id;
  const known: Known[] = [];
  const orders: string[] = [];

  const codeOf = async (id: string) => {
    const { code } = await readCertificate(services, workspaceId, id);
    return services.codes.open(code, workspaceId, id).formatted();
  };

  async function issue({ as, amountMinor: amount }: Extract<Step, { do: 'issue' }>): Promise<void> {
    const gift = newGift();
    const request = {
      ...gift,
      gift: { ...gift.gift, amountMinor: amount },
      kind: as === 'free' ? 'complimentary' : 'purchased',
      payment: as === 'paid' ? gift.payment : null,
    } as const;
    const paymentId = as === 'bought' ? await buy(bed, workspace, request.id, request.gift) : '';
    if (as !== 'bought') await issueCertificate(services, workspaceId, request, MARA);
    known.push({ id: request.id, firstCode: await codeOf(request.id), paymentId, redemptionId: '' });
  }

  async function act(one: Step, model: Model): Promise<unknown> {
    const it = 'c' in one ? known[one.c] : undefined;
    const certificateId = it?.id ?? '';
    const orderId = ('o' in one ? orders[one.o] : undefined) ?? '';
    const target = { workspaceId, certificateId, version: null };
    const dayOf = (ahead: number | null) => (ahead === null ? null : model.day(ahead));
    switch (one.do) {
      case 'issue':
        return issue(one);
      case 'announce': {
        const id = randomUUID();
        const expiresAt = one.hours === null ? null : new Date(model.now + one.hours * 3_600_000);
        orders.push(id);
        const customer = { customerName: null, customerEmail: null };
        return announceOrder(services, workspaceId, {
          id,
          reference: id,
          totalMinor: one.totalMinor,
          currency: one.currency,
          expiresAt,
          ...customer,
        });
      }
      case 'redeem': {
        const redemptionId = randomUUID();
        const code = one.code === 'first' ? (it?.firstCode ?? '') : await codeOf(certificateId);
        const request = {
          workspaceId,
          orderId,
          code,
          redemptionId,
          actor: SITE,
          disclosure: 'exact',
          guesser: {},
        } as const;
        await redeemCertificate(services, request);
        if (it) it.redemptionId = redemptionId;
        return undefined;
      }
      case 'remove': {
        const { state } = await readCertificate(services, workspaceId, certificateId);
        const usedOn = state.status === 'redeemed' ? state.orderId : '';
        const redemptionId = it?.redemptionId ?? '';
        return reverseRedemption(services, { workspaceId, orderId: usedOn, redemptionId, actor: SITE });
      }
      case 'markPaid':
        return markPaid(services, target, { method: 'transfer', reference: 'bank' }, MARA);
      case 'void':
        return voidCertificateById(services, { ...target, reason: 'a mistake' }, MARA);
      case 'refund':
        return voidCertificateById(services, { ...target, reason: 'a mistake', money: 'refund' }, MARA);
      case 'giveBack':
        return giveBack(services, { workspaceId, certificateId, paymentId: it?.paymentId ?? '' });
      case 'reactivate':
        return reactivateCertificate(services, target, dayOf(one.days), MARA);
      case 'extend':
        return extendCertificate(services, target, model.day(one.days), MARA);
      case 'reissue':
        return reissueCertificate(services, target, 'it leaked', 'silent', MARA);
      case 'correct': {
        const { purchaser, recipient } = newGift().gift;
        return correctCertificate(services, target, { purchaser, recipient }, MARA);
      }
      case 'complete':
        return completeOrderById(services, { workspaceId, orderId });
      case 'cancel':
        return cancelOrderById(services, { workspaceId, orderId }, MARA, dayOf(one.days));
      case 'changeTotal':
        return changeOrderTotal(services, { workspaceId, orderId }, one.totalMinor);
      case 'book':
        while ((await bookDue(services, null)).isMore);
        return undefined;
      default:
        return undefined;
    }
  }

  return {
    async perform(one: Step, model: Model): Promise<string> {
      try {
        await act(one, model);
        return 'ok';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    },
    async compare(model: Model, after: Step): Promise<void> {
      const told = JSON.stringify(after);
      expect(await readStore(bed, workspaceId, known, orders), told).toEqual(predictedStore(model));
      const page = { now: new Date(model.now), limit: 100, cursor: null };
      const { rows } = await listCertificates(services.database, workspaceId, {}, page);
      const shown = known.map(({ id }) => rows.find((row) => row.id === id)?.status);
      expect(shown, told).toEqual(model.held.map((one) => model.visible(one)));
    },
  };
}

async function buy(
  bed: ServicesTestBed,
  workspace: Workspace,
  certificateId: string,
  gift: ReturnType<typeof newGift>['gift'],
): Promise<string> {
  const purchase = { ...gift, workspace: workspace.slug, segment: null, certificateId };
  const { checkoutUrl } = await purchaseCertificate(bed.services, purchase);
  await bed.pay(checkoutUrl);
  const wanted = { certificateId, include: ['latest_payment'] } as const;
  const { payment } = await readState(bed.services.database, workspace.id, wanted);
  const paymentId = payment?.id ?? '';
  await settlePayment(bed.services, { workspaceId: workspace.id, certificateId, paymentId });
  return paymentId;
}
