import { readCode } from '@boon/core';
import { isCursor } from '@boon/db';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { repeatably } from '../certificates/change-repeatably.ts';
import { listWholeCertificates } from '../certificates/list-certificates.ts';
import { printCertificate } from '../certificates/print-certificate.ts';
import {
  issueCertificate,
  readCertificate,
  resendCertificate,
  voidCertificateById,
} from '../certificates/staff-commands.ts';
import type { Services } from '../services.ts';
import { answerOnce, changeTarget, idFor } from './answer-once.ts';
import { type Caller, type RestEnv, scoped } from './caller.ts';
import { codeAnswer, codeAnswerJson, KEPT_SEALED } from './code-answers.ts';
import { BODIES, CERTIFICATE_CREATED, CERTIFICATE_PAGE, CERTIFICATES } from './examples.ts';
import { rejectIssues } from './problems.ts';
import { takingJson } from './read-json.ts';
import { refuseBody } from './refuse-body.ts';
import { idempotencyHeader, json, jsonBody, problemsOf } from './route-parts.ts';
import {
  certificate,
  certificatePage,
  certificateQuery,
  certificateWithCode,
  idParam,
  newCertificate,
  voidInput,
} from './schemas.ts';
import { type CertificateJson, certificateJson } from './views.ts';

const tags = ['Certificates'];

export function addCertificateRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const mayRead = scoped(services, 'read', 'manage');
  const mayManage = scoped(services, 'manage');

  const create = createRoute({
    method: 'post',
    path: '/v1/certificates',
    operationId: 'createCertificate',
    summary: 'Create a certificate; the answer holds its full code',
    description:
      'With `payment`, or of kind `complimentary` or `compensation`, it starts active; else pending, until staff mark it paid in the console. The code is in this answer and nowhere else.',
    tags,
    ...takingJson(mayManage),
    request: { headers: idempotencyHeader, body: jsonBody(newCertificate, BODIES.newCertificate) },
    responses: {
      201: json(certificateWithCode, 'The certificate with its code.', CERTIFICATE_CREATED),
      ...problemsOf(['body', 'repeatable'], 'amount_out_of_range', 'currency_mismatch', 'type_not_available'),
    },
  });
  rest.openapi(create, async (context) => {
    const { caller } = context.var;
    const { workspaceId } = caller.apiKey;
    const gift = giftOf(context.req.valid('json'), caller, services);
    const answer = await answerOnce(services, context, {
      ...KEPT_SEALED,
      overlap: 'converge',
      work: async () => {
        const created = await issueCertificate(services, workspaceId, gift, caller.actor);
        return codeAnswer(created, services.clock.now());
      },
    });
    const location = `/v1/certificates/${answer.certificate.id}`;
    return context.json(codeAnswerJson(services, workspaceId, answer), 201, { location });
  });

  const list = createRoute({
    method: 'get',
    path: '/v1/certificates',
    operationId: 'listCertificates',
    summary: 'Search certificates, newest first',
    tags,
    ...mayRead,
    request: { query: certificateQuery },
    responses: {
      200: json(certificatePage, 'A page; `next_cursor` is null on the last one.', CERTIFICATE_PAGE),
      ...problemsOf([], 'validation_failed'),
    },
  });
  rest.openapi(list, async (context) => {
    const { status, origin, q, limit, cursor } = context.req.valid('query');
    if (q !== undefined && readCode(q).ok) {
      rejectIssues([{ code: 'custom', path: ['q'], message: 'is a full code; use POST /v1/codes/check' }]);
    }
    const { workspaceId } = context.var.caller.apiKey;
    const search = { status: status ?? null, origin: origin ?? null, text: q ?? null };
    const page = { limit, cursor: cursor === undefined ? null : readCursor(cursor) };
    const { certificates, nextCursor } = await listWholeCertificates(services, workspaceId, search, page);
    const now = services.clock.now();
    return context.json(
      {
        data: certificates.map((certificate) => certificateJson(certificate, now)),
        next_cursor: nextCursor === null ? null : Buffer.from(nextCursor).toString('base64url'),
      },
      200,
    );
  });

  const read = createRoute({
    method: 'get',
    path: '/v1/certificates/{id}',
    operationId: 'readCertificate',
    summary: 'Read a certificate; its code is masked',
    tags,
    ...mayRead,
    request: { params: idParam },
    responses: {
      200: json(certificate, 'The certificate.', CERTIFICATES.active),
      ...problemsOf([], 'not_found'),
    },
  });
  rest.openapi(read, async (context) => {
    const { workspaceId } = context.var.caller.apiKey;
    const stored = await readCertificate(services, workspaceId, context.req.valid('param').id);
    return context.json(certificateJson(stored, services.clock.now()), 200);
  });

  addLifecycleRoutes(rest, services);
}

function addLifecycleRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const mayManage = scoped(services, 'manage');
  const keptAsItIs = {
    overlap: 'wait',
    keep: (answer: CertificateJson) => answer,
    restore: (kept: CertificateJson) => kept,
  } as const;

  const cancel = createRoute({
    method: 'post',
    path: '/v1/certificates/{id}/void',
    operationId: 'voidCertificate',
    summary: 'Void a certificate for a reason',
    description:
      'Its code is dead at once. No money moves: what was paid stays with the business. To pay a card back, void it in the console with a refund instead. A pending certificate whose customer has just paid is not voided: `certificate_active`.',
    tags,
    ...takingJson(mayManage),
    request: { params: idParam, headers: idempotencyHeader, body: jsonBody(voidInput, BODIES.voidInput) },
    responses: {
      200: json(certificate, 'The certificate, voided.', CERTIFICATES.voided),
      ...problemsOf(
        ['body', 'repeatable'],
        'not_found',
        'stale',
        'certificate_active',
        'certificate_redeemed',
        'certificate_voided',
        'payment_unavailable',
      ),
    },
  });
  rest.openapi(cancel, async (context) => {
    const { caller } = context.var;
    const { reason } = context.req.valid('json');
    const target = changeTarget(caller, context.req.valid('param').id, services.clock.now());
    const answer = await answerOnce(services, context, {
      ...keptAsItIs,
      work: async (attempt) => {
        const change = () => voidCertificateById(services, { ...target, reason }, caller.actor);
        const voided = await repeatably(services, target, attempt, change);
        return certificateJson(voided, services.clock.now());
      },
    });
    return context.json(answer, 200);
  });

  const send = createRoute({
    method: 'post',
    path: '/v1/certificates/{id}/send',
    operationId: 'sendCertificate',
    summary: 'Mail an active certificate once more',
    tags,
    security: mayManage.security,
    middleware: [mayManage.middleware, refuseBody] as const,
    request: { params: idParam, headers: idempotencyHeader },
    responses: {
      202: json(certificate, 'The mail is queued.', CERTIFICATES.active),
      ...problemsOf(
        ['bodiless', 'repeatable'],
        'not_found',
        'stale',
        'certificate_pending',
        'certificate_redeemed',
        'certificate_voided',
        'certificate_expired',
      ),
    },
  });
  rest.openapi(send, async (context) => {
    const { caller } = context.var;
    const { workspaceId } = caller.apiKey;
    const { id } = context.req.valid('param');
    const answer = await answerOnce(services, context, {
      ...keptAsItIs,
      work: async () => {
        const callId = idFor('sending', caller, services.clock.now());
        await resendCertificate(
          services,
          { workspaceId, certificateId: id, version: null, callId },
          caller.actor,
        );
        return certificateJson(await readCertificate(services, workspaceId, id), services.clock.now());
      },
    });
    return context.json(answer, 202);
  });

  const pdf = createRoute({
    method: 'get',
    path: '/v1/certificates/{id}/pdf',
    operationId: 'printCertificate',
    summary: 'The certificate as a PDF, with its code',
    tags,
    ...mayManage,
    request: { params: idParam },
    responses: {
      200: {
        description: 'One page.',
        content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...problemsOf([], 'not_found', 'certificate_pending', 'certificate_voided'),
    },
  });
  rest.openapi(pdf, async (context) => {
    const { workspaceId } = context.var.caller.apiKey;
    const printed = await printCertificate(services, workspaceId, context.req.valid('param').id);
    return context.body(new Uint8Array(printed.pdf), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${printed.number}.pdf"`,
    });
  });
}

function giftOf(input: z.infer<typeof newCertificate>, caller: Caller, services: Services) {
  const { recipient, payment } = input;
  const recipientEmail = recipient.email ?? null;
  if (input.deliver_on && (!input.send || recipientEmail === null)) {
    const message = 'is for a certificate that is mailed: give recipient.email, and leave send out';
    rejectIssues([{ code: 'custom', path: ['deliver_on'], message }]);
  }
  return {
    origin: 'api' as const,
    id: idFor('certificate', caller, services.clock.now()),
    kind: input.kind,
    payment: payment ? { method: payment.method, reference: payment.reference ?? null } : null,
    segment: input.segment ?? null,
    announce: input.send ? 'send' : 'silent',
    currency: input.currency,
    typeId: input.type_id ?? null,
    gift: {
      amountMinor: input.amount,
      purchaser: input.purchaser,
      recipient: { name: recipient.name, email: recipientEmail },
      message: input.message,
      delivery: recipientEmail === null ? 'print' : 'email',
      deliverOn: input.deliver_on ?? null,
    },
  } as const;
}

function readCursor(text: string): string {
  const cursor = Buffer.from(text, 'base64url').toString('utf8');
  const [at = '', id = ''] = cursor.split('_');
  if (isCursor(cursor) && !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success) return cursor;
  return rejectIssues([{ code: 'custom', path: ['cursor'], message: 'must be the next_cursor of a page' }]);
}
