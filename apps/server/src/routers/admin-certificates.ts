import {
  giftMissedItsMail,
  isRefundTrouble,
  orderAt,
  type RefundState,
  readCode,
  type StoredCertificate,
  statusAt,
  wentOutAhead,
} from '@boon/core';
import { type CertificateFilter, listCertificates, readSurroundings } from '@boon/db';
import { z } from 'zod';
import { validThroughOf } from '../certificates/document-of.ts';
import { issueCertificate, readCertificate, revealCode } from '../certificates/staff-commands.ts';
import type { Services } from '../services.ts';
import { changes } from './admin-certificate-changes.ts';
import { certificateFilter, gift, id, manualPayment, slug } from './inputs.ts';
import { confirmedDeskProcedure, deskProcedure, router, staffProcedure } from './trpc.ts';
import { isoOf, viewCertificateRow } from './views.ts';

const DAY_MS = 86_400_000;

export const certificatesRouter = router({
  list: staffProcedure.input(certificateFilter).query(async ({ ctx, input }) => {
    const { services, staff } = ctx;
    const now = services.clock.now();
    const filter = filterOf(services, staff.workspaceId, input, now);
    const page = { now, limit: input.limit, cursor: input.cursor ?? null };
    const { rows, ...rest } = await listCertificates(services.database, staff.workspaceId, filter, page);
    return { rows: rows.map(viewCertificateRow), ...rest };
  }),

  get: staffProcedure.input(z.object({ id })).query(async ({ ctx, input }) => {
    const { services, staff } = ctx;
    const certificate = await readCertificate(services, staff.workspaceId, input.id);
    const { state, purchaser, recipient } = certificate;
    const orderId = state.status === 'redeemed' ? state.orderId : null;
    const around = await readSurroundings(services.database, staff.workspaceId, {
      id: certificate.id,
      segmentId: certificate.segmentId,
      orderId,
    });
    const { payment } = around;
    const now = services.clock.now();
    const order = around.order && orderAt(around.order, now);
    return {
      id: certificate.id,
      number: certificate.number,
      status: statusAt(certificate, now),
      kind: certificate.kind,
      origin: certificate.origin,
      ...certificate.amount,
      codeLast4: certificate.code.last4,
      recipientName: recipient.name,
      recipientEmail: recipient.email,
      purchaserName: purchaser.name,
      purchaserEmail: purchaser.email,
      message: certificate.message,
      delivery: certificate.delivery,
      deliverOn: certificate.deliverOn,
      segmentName: around.segmentName,
      validThrough: validThroughOf(certificate),
      createdAt: certificate.createdAt.toISOString(),
      activatedAt: isoOf('activatedAt' in state ? state.activatedAt : null),
      redeemedAt: isoOf(state.status === 'redeemed' ? state.redeemedAt : null),
      voidedAt: isoOf(state.status === 'voided' ? state.voidedAt : null),
      voidReason: state.status === 'voided' ? state.voidReason : null,
      refund: state.status === 'voided' ? viewRefund(state.refund, around.activities) : null,
      giftMissedItsMail: giftMissedItsMail(around.activities),
      version: certificate.version,
      orderId,
      payment: certificate.payment
        ? { ...certificate.payment, status: 'paid' }
        : payment && { method: 'stripe', reference: payment.reference, status: payment.status },
      order: order && {
        id: order.id,
        reference: order.reference,
        status: order.status,
        totalMinor: order.totalMinor,
        currency: order.currency,
        appliedMinor: order.appliedMinor,
      },
      activities: around.activities.map(({ sequence, type, at, actorKind, actorName, details }) => ({
        id: String(sequence),
        type,
        at: at.toISOString(),
        actor: { kind: actorKind, name: actorName },
        details,
      })),
      deliveries: [...around.deliveries.map(viewDelivery), ...viewWaiting(around, certificate, now)],
      pdfUrl: `/admin/certificates/${certificate.id}/pdf`,
    };
  }),

  create: deskProcedure
    .input(
      gift.extend({
        id,
        kind: z.enum(['purchased', 'complimentary', 'compensation']),
        payment: manualPayment.nullable(),
        typeId: id.nullish(),
        segment: slug.nullish(),
      }),
    )
    .mutation(async ({ ctx, input: { id: certificateId, kind, payment, typeId, segment, ...facts } }) => {
      const { services, staff, actor } = ctx;
      const request = {
        id: certificateId,
        origin: 'admin',
        kind,
        payment,
        segment: segment ?? null,
        typeId: typeId ?? null,
        announce: 'send',
        gift: facts,
      } as const;
      await issueCertificate(services, staff.workspaceId, request, actor);
      return { id: certificateId };
    }),

  revealCode: confirmedDeskProcedure.input(z.object({ id })).mutation(async ({ ctx, input }) => ({
    code: await revealCode(ctx.services, ctx.staff.workspaceId, input.id, ctx.actor),
  })),

  ...changes,
});

function viewDelivery(delivery: Surroundings['deliveries'][number]) {
  const { id, template, recipientEmail: to, status, sentAt, createdAt } = delivery;
  return { id, template, to, status, at: (sentAt ?? createdAt).toISOString() };
}

/** The mails still to go out, to where they would go now; a gift that cannot be used, or came ahead, is not sent. */
function viewWaiting({ waiting, activities }: Surroundings, certificate: StoredCertificate, now: Date) {
  const isUsable = statusAt(certificate, now) === 'active';
  const codeLast4 = certificate.code.last4;
  return waiting.flatMap(({ id, template, runAt, isAskedFor }) => {
    const { email: to } = template === 'gift' ? certificate.recipient : certificate.purchaser;
    if (to === null) return [];
    if (
      template === 'gift' &&
      (!isUsable || (!isAskedFor && wentOutAhead(activities, id, { to, codeLast4 })))
    )
      return [];
    const status = runAt > now ? ('planned' as const) : ('queued' as const);
    return [{ id, template, to, status, at: runAt.toISOString() }];
  });
}

function viewRefund(refund: RefundState | null, log: Surroundings['activities']) {
  if (refund === null) return null;
  return {
    requestedAt: refund.requestedAt.toISOString(),
    refundedAt: isoOf(refund.refundedAt),
    isInTrouble: refund.refundedAt === null && log.some(isRefundTrouble),
  };
}

type Surroundings = Awaited<ReturnType<typeof readSurroundings>>;
type Filter = z.infer<typeof certificateFilter>;

function filterOf(services: Services, workspaceId: string, input: Filter, now: Date): CertificateFilter {
  const typed = readCode(input.search ?? '');
  const moved = (days: number | undefined, direction: 1 | -1) =>
    days === undefined ? undefined : new Date(now.getTime() + direction * days * DAY_MS);
  return {
    // A full code is looked up by its key, like the widget does; it is never compared as text.
    search: typed.ok ? undefined : input.search,
    lookups: typed.ok ? services.codes.lookups(typed.code, workspaceId) : undefined,
    status: input.status,
    origin: input.origin,
    expiresBefore: moved(input.expiresWithinDays, 1),
    soldSince: moved(input.soldWithinDays, -1),
    redeemedSince: moved(input.redeemedWithinDays, -1),
  };
}
