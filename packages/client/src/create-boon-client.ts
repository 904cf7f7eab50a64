import createFetchClient from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type { BoonClient, BoonClientOptions, CallOptions, PostOptions } from './boon-client.ts';
import { unexpectedAnswer } from './problem.ts';
import { send } from './send.ts';

const TIMEOUT_MS = 10_000;
const ATTEMPTS_MAX = 3;

/** @throws TypeError when the base URL or the key cannot be right */
export function createBoonClient(options: BoonClientOptions): BoonClient {
  const { baseUrl, apiKey, timeoutMs = TIMEOUT_MS, attemptsMax = ATTEMPTS_MAX } = options;
  if (!isAddress(baseUrl)) throw new TypeError('baseUrl must be an address such as https://boon.example.');
  if (!(timeoutMs > 0)) throw new TypeError('timeoutMs must be a number of milliseconds above 0.');
  if (!(attemptsMax >= 1)) throw new TypeError('attemptsMax must be a number from 1.');
  // Looked at here, because a header's own complaint would repeat the key.
  if (!/^[\x21-\x7e]{1,200}$/.test(apiKey))
    throw new TypeError('apiKey must be an API key as Boon shows it.');
  const sending = {
    fetch: options.fetch ?? ((address, init) => fetch(address, init)),
    timeoutMs,
    attemptsMax,
  } satisfies Parameters<typeof send>[1];
  const api = createFetchClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    redirect: 'manual',
    fetch: (request) => send(request, sending),
  });

  return {
    createOrder: (body, options) => answerOf(api.POST('/v1/orders', { ...post(options), body })),
    readOrder: (id, options) =>
      answerOf(api.GET('/v1/orders/{id}', { ...plain(options), params: { path: { id } } })),
    changeOrder: (id, body, options) =>
      answerOf(api.PATCH('/v1/orders/{id}', { ...plain(options), params: { path: { id } }, body })),
    createCheckoutToken: (id, options) =>
      answerOf(api.POST('/v1/orders/{id}/checkout-tokens', postTo(id, options))),
    completeOrder: (id, options) => answerOf(api.POST('/v1/orders/{id}/complete', postTo(id, options))),
    cancelOrder: (id, options) => answerOf(api.POST('/v1/orders/{id}/cancel', postTo(id, options))),

    redeemCertificate: (id, body, options) =>
      answerOf(api.POST('/v1/orders/{id}/redemptions', { ...postTo(id, options), body })),
    reverseRedemption: (id, redemption, options) =>
      answerOf(
        api.DELETE('/v1/orders/{id}/redemptions/{redemption}', {
          ...plain(options),
          params: { path: { id, redemption } },
        }),
      ),
    checkCode: (body, options) => answerOf(api.POST('/v1/codes/check', { ...post(options), body })),

    createCertificate: (body, options) => answerOf(api.POST('/v1/certificates', { ...post(options), body })),
    listCertificates: (query = {}, options) =>
      answerOf(api.GET('/v1/certificates', { ...plain(options), params: { query } })),
    readCertificate: (id, options) =>
      answerOf(api.GET('/v1/certificates/{id}', { ...plain(options), params: { path: { id } } })),
    printCertificate: async (id, options) => {
      const path = { ...plain(options), params: { path: { id } }, parseAs: 'arrayBuffer' } as const;
      return new Uint8Array(await answerOf(api.GET('/v1/certificates/{id}/pdf', path)));
    },
    sendCertificate: (id, options) => answerOf(api.POST('/v1/certificates/{id}/send', postTo(id, options))),
    voidCertificate: (id, body, options) =>
      answerOf(api.POST('/v1/certificates/{id}/void', { ...postTo(id, options), body })),
    reactivateCertificate: (id, body = {}, options) =>
      answerOf(api.POST('/v1/certificates/{id}/reactivate', { ...postTo(id, options), body })),
    extendCertificate: (id, body, options) =>
      answerOf(api.POST('/v1/certificates/{id}/extend', { ...postTo(id, options), body })),
    reissueCertificate: (id, body, options) =>
      answerOf(api.POST('/v1/certificates/{id}/reissue', { ...postTo(id, options), body })),
  };
}

function plain({ signal }: CallOptions = {}) {
  return signal ? { signal } : {};
}

function post(options: PostOptions = {}) {
  return { ...plain(options), params: { header: headerOf(options) } };
}

function postTo(id: string, options: PostOptions = {}) {
  return { ...plain(options), params: { header: headerOf(options), path: { id } } };
}

function headerOf({ idempotencyKey = crypto.randomUUID() }: PostOptions) {
  return { 'Idempotency-Key': idempotencyKey };
}

type Called<Answer> = Promise<{
  readonly data?: Answer;
  readonly error?: unknown;
  readonly response: Response;
}>;

/** Refusals, and what is not Boon's, were thrown while sending: what is left is an answer. */
async function answerOf<Answer>(call: Called<Answer>): Promise<Answer> {
  const { data, response } = await call;
  if (data === undefined) throw unexpectedAnswer({ status: response.status });
  return data;
}

/** Without a user and a password: they would be sent to nobody, and stand in the runtime's complaint. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
