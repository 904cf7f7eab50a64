import { AWAY, BoonProblem, problemIn, unexpectedAnswer } from './problem.ts';
import { isOurs } from './recognise.ts';

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export type Sending = {
  readonly fetch: Fetch;
  /** For one attempt, until the last byte of the answer. */
  readonly timeoutMs: number;
  readonly attemptsMax: number;
};

const BACKOFF_MS = 200;
/** Longer than this nobody waits in a checkout: the problem is told instead, with its `retryAfterSeconds`. */
const RETRY_AFTER_MS_MAX = 5_000;

/** `stale` (409) is how a repeat hears that the first call is still under way. */
const MAY_NAME_A_TIME: readonly number[] = [409, 429, 503];

type Attempt = { readonly answer: Response } | { readonly lost: BoonProblem };

/**
 * Sends a request until it is answered, at most `attemptsMax` times: every call of this API may be repeated, because a
 * POST carries its idempotency key and the others end in the same state.
 * @throws BoonProblem for every answer but success, and when none came
 */
export async function send(request: Request, { fetch, timeoutMs, attemptsMax }: Sending): Promise<Response> {
  const { method, headers, url, signal, redirect } = request;
  const body = method === 'GET' ? null : await request.text();
  const idempotencyKey = headers.get('idempotency-key');

  const attempt = async (): Promise<Attempt> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const init = { method, headers, redirect, body: body === '' ? null : body };
      const given = await fetch(url, { ...init, signal: AbortSignal.any([signal, timeout]) });
      const bytes = new Uint8Array(await given.arrayBuffer());
      const answer = whole(given, bytes);
      if (!answer.ok || isOurs(answer.headers, bytes)) return { answer };
      return { lost: unexpectedAnswer({ status: answer.status, idempotencyKey }) };
    } catch (cause) {
      signal.throwIfAborted();
      return { lost: silence(timeout.aborted ? 'timed_out' : 'unreachable', idempotencyKey, cause) };
    }
  };

  let isRepeat = false;
  for (let attempts = 1; ; attempts += 1) {
    const tried = await attempt();
    const pauseMs = attempts < attemptsMax ? pauseBeforeRepeat(tried, attempts) : null;
    if (pauseMs === null) return settle(tried, { idempotencyKey, isRepeat });
    isRepeat ||= 'lost' in tried || AWAY.includes(tried.answer.status);
    await pause(pauseMs, signal);
  }
}

/** The answer with its body in memory, so that the time-out covers the body and a lost connection is found here. */
function whole({ status, headers }: Response, bytes: Uint8Array<ArrayBuffer>): Response {
  // A redirection has no status in some runtimes; it is not followed, because the API key would go along.
  return new Response(bytes.byteLength === 0 ? null : bytes, {
    status: status === 0 ? 308 : status,
    headers,
  });
}

/** Null when a repeat would not help, or not soon. */
function pauseBeforeRepeat(tried: Attempt, attempts: number): number | null {
  const backoffMs = BACKOFF_MS * 2 ** (attempts - 1) * (1 + Math.random());
  if ('lost' in tried) return backoffMs;
  const { status, headers } = tried.answer;
  const namedMs = MAY_NAME_A_TIME.includes(status) ? retryAfterMs(headers) : null;
  if (namedMs !== null) return namedMs <= RETRY_AFTER_MS_MAX ? namedMs : null;
  return AWAY.includes(status) ? backoffMs : null;
}

async function settle(
  tried: Attempt,
  facts: { readonly idempotencyKey: string | null; readonly isRepeat: boolean },
): Promise<Response> {
  if ('lost' in tried) throw tried.lost;
  const { answer } = tried;
  if (answer.ok) return answer;
  const namedMs = retryAfterMs(answer.headers);
  const retryAfterSeconds = namedMs === null ? null : Math.ceil(namedMs / 1000);
  const { status, headers } = answer;
  throw problemIn(await answer.text(), { status, headers, retryAfterSeconds, ...facts });
}

/** Seconds or a date, as RFC 9110 has it; null for anything else. */
function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function silence(
  code: 'timed_out' | 'unreachable',
  idempotencyKey: string | null,
  cause: unknown,
): BoonProblem {
  const message = code === 'timed_out' ? 'Boon did not answer in time.' : 'Boon cannot be reached.';
  return new BoonProblem({ code, message, idempotencyKey, cause });
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
  signal.throwIfAborted();
}
