import { DomainError, type Refusal } from '@boon/core';
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { type CodeAnswer, checkCode } from '../certificates/check-code.ts';
import type { Services } from '../services.ts';
import { answerOnce } from './answer-once.ts';
import { type RestEnv, scoped } from './caller.ts';
import { BODIES, CODE_CHECKS } from './examples.ts';
import { membersOf } from './problems.ts';
import { takingJson } from './read-json.ts';
import { idempotencyHeader, jsonBody, jsonOfKinds, problemsOf } from './route-parts.ts';
import { codeCheck, codeCheckInput } from './schemas.ts';

type CodeCheckJson = z.infer<typeof codeCheck>;

export function addCodeRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const check = createRoute({
    method: 'post',
    path: '/v1/codes/check',
    operationId: 'checkCode',
    summary: 'What redeeming a code would say, without redeeming it',
    description:
      'The answer is 200 in both cases; `refusal.code` is the code that `POST /v1/orders/{id}/redemptions` would refuse with.',
    tags: ['Codes'],
    ...takingJson(scoped(services, 'redeem')),
    request: { headers: idempotencyHeader, body: jsonBody(codeCheckInput, BODIES.codeCheckInput) },
    responses: {
      200: jsonOfKinds(codeCheck, 'Whether the code can be used.', CODE_CHECKS),
      ...problemsOf(['body', 'repeatable'], 'not_found'),
    },
  });
  rest.openapi(check, async (context) => {
    const { code, order_id } = context.req.valid('json');
    const { workspaceId } = context.var.caller.apiKey;
    const answer = await answerOnce<CodeCheckJson, CodeCheckJson>(services, context, {
      overlap: 'converge',
      work: async () =>
        codeCheckJson(await checkCode(services, { workspaceId, code, orderId: order_id ?? null })),
      keep: (answer) => answer,
      restore: (kept) => kept,
    });
    return context.json(answer, 200);
  });
}

function codeCheckJson(answer: CodeAnswer): CodeCheckJson {
  if (!answer.redeemable) return { redeemable: false, refusal: refusalJson(answer.refusal) };
  return {
    redeemable: true,
    certificate_id: answer.certificateId,
    code_last4: answer.codeLast4,
    amount: answer.amount.amountMinor,
    currency: answer.amount.currency,
    valid_through: answer.validThrough,
  };
}

// An order that does not exist says nothing of the code, so it is no answer to the question.
function refusalJson(refusal: Refusal) {
  if (refusal.code === 'not_found') throw new DomainError(refusal);
  return { code: refusal.code, detail: refusal.message, ...membersOf(refusal.details) };
}
