import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import {
  extendCertificate,
  reactivateCertificate,
  reissueCertificate,
} from '../certificates/change-certificate.ts';
import { repeatably } from '../certificates/change-repeatably.ts';
import type { Services } from '../services.ts';
import { answerOnce, changeTarget } from './answer-once.ts';
import { type Caller, type RestEnv, scoped } from './caller.ts';
import { codeAnswer, codeAnswerJson, KEPT_SEALED } from './code-answers.ts';
import { BODIES, CERTIFICATE_REISSUED, CERTIFICATES } from './examples.ts';
import { takingJson, takingJsonOrNothing } from './read-json.ts';
import { idempotencyHeader, json, jsonBody, problemsOf } from './route-parts.ts';
import {
  certificate,
  certificateWithCode,
  extendInput,
  idParam,
  reactivateInput,
  reissueInput,
} from './schemas.ts';
import { type CertificateJson, certificateJson } from './views.ts';

const tags = ['Certificates'];
const KEPT_AS_IT_IS = {
  overlap: 'wait',
  keep: (answer: CertificateJson) => answer,
  restore: (kept: CertificateJson) => kept,
} as const;

export function addCertificateChangeRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const mayManage = scoped(services, 'manage');
  const target = (caller: Caller, certificateId: string) =>
    changeTarget(caller, certificateId, services.clock.now());
  const view = (stored: Parameters<typeof certificateJson>[0]) =>
    certificateJson(stored, services.clock.now());

  const reactivation = createRoute({
    method: 'post',
    path: '/v1/certificates/{id}/reactivate',
    operationId: 'reactivateCertificate',
    summary: 'Reactivate a voided certificate',
    description:
      'Active again, or pending when it was never paid. Refused when the money went back (a refund made in the console), or when its day has passed and no later one is given.',
    tags,
    ...takingJsonOrNothing(mayManage),
    request: {
      params: idParam,
      headers: idempotencyHeader,
      body: { ...jsonBody(reactivateInput, BODIES.reactivateInput), required: false },
    },
    responses: {
      200: json(certificate, 'The certificate as it is now.', CERTIFICATES.active),
      ...problemsOf(
        ['body', 'repeatable'],
        'not_found',
        'stale',
        'certificate_pending',
        'certificate_active',
        'certificate_redeemed',
        'certificate_voided',
        'certificate_expired',
      ),
    },
  });
  rest.openapi(reactivation, async (context) => {
    const { caller } = context.var;
    const { valid_through: validThrough = null } = context.req.valid('json');
    const ids = target(caller, context.req.valid('param').id);
    const answer = await answerOnce(services, context, {
      ...KEPT_AS_IT_IS,
      work: async (attempt) => {
        const change = () => reactivateCertificate(services, ids, validThrough, caller.actor);
        return view(await repeatably(services, ids, attempt, change));
      },
    });
    return context.json(answer, 200);
  });

  const extension = createRoute({
    method: 'post',
    path: '/v1/certificates/{id}/extend',
    operationId: 'extendCertificate',
    summary: 'Extend a certificate: a later last day',
    description: 'An expired certificate comes back to life with it.',
    tags,
    ...takingJson(mayManage),
    request: { params: idParam, headers: idempotencyHeader, body: jsonBody(extendInput, BODIES.extendInput) },
    responses: {
      200: json(certificate, 'The certificate as it is now.', CERTIFICATES.extended),
      ...problemsOf(
        ['body', 'repeatable'],
        'not_found',
        'stale',
        'certificate_pending',
        'certificate_redeemed',
        'certificate_voided',
      ),
    },
  });
  rest.openapi(extension, async (context) => {
    const { caller } = context.var;
    const { valid_through: validThrough } = context.req.valid('json');
    const ids = target(caller, context.req.valid('param').id);
    const answer = await answerOnce(services, context, {
      ...KEPT_AS_IT_IS,
      work: async (attempt) => {
        const change = () => extendCertificate(services, ids, validThrough, caller.actor);
        return view(await repeatably(services, ids, attempt, change));
      },
    });
    return context.json(answer, 200);
  });

  addReissue(rest, services);
}

function addReissue(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const reissuing = createRoute({
    method: 'post',
    path: '/v1/certificates/{id}/reissue',
    operationId: 'reissueCertificate',
    summary: 'Reissue a certificate under a new code; the answer holds it',
    description: 'For a leaked or wrongly sent code. The old one is dead at once.',
    tags,
    ...takingJson(scoped(services, 'manage')),
    request: {
      params: idParam,
      headers: idempotencyHeader,
      body: jsonBody(reissueInput, BODIES.reissueInput),
    },
    responses: {
      200: json(certificateWithCode, 'The certificate with its new code.', CERTIFICATE_REISSUED),
      ...problemsOf(
        ['body', 'repeatable'],
        'not_found',
        'stale',
        'certificate_pending',
        'certificate_redeemed',
        'certificate_voided',
        'certificate_expired',
      ),
    },
  });
  rest.openapi(reissuing, async (context) => {
    const { caller } = context.var;
    const { actor } = caller;
    const { reason, send } = context.req.valid('json');
    const { workspaceId } = caller.apiKey;
    const ids = changeTarget(caller, context.req.valid('param').id, services.clock.now());
    const answer = await answerOnce(services, context, {
      ...KEPT_SEALED,
      overlap: 'wait',
      work: async (attempt) => {
        const change = () => reissueCertificate(services, ids, reason, send ? 'send' : 'silent', actor);
        const stored = await repeatably(services, ids, attempt, change);
        return codeAnswer(stored, services.clock.now());
      },
    });
    return context.json(codeAnswerJson(services, workspaceId, answer), 200);
  });
}
