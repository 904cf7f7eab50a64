import { setTimeout as sleep } from 'node:timers/promises';

const CALL_MS_MAX = 30_000;
const PAUSE_MS = 50;
const ATTEMPTS_MAX = 400;

export type Json = Readonly<Record<string, unknown>>;
/** `tries` counts those that ended without an answer too: only the first of one try tells what the call did. */
export type Answer = { readonly status: number; readonly body: Json; readonly tries: number };
export type Call = {
  readonly path: string;
  readonly body?: Json;
  readonly idempotencyKey: string;
};

/** Where the server is, and whether it is there. */
export type Target = {
  readonly url: string;
  readonly apiKey: string;
  /** Resolves when the server is ready, at once while it is. */
  ready(): Promise<void>;
  /** Grows with everything that is done to the server. */
  disturbances(): number;
};

export type Api = {
  /** One try; null without an answer, when nobody knows what happened. */
  try(call: Call): Promise<Answer | null>;
  /** Tries with the same key until there is an answer that says what happened. @throws Error when there never is */
  call(call: Call): Promise<Answer>;
  /** 5xx answers of a server to which nothing was done meanwhile. */
  readonly unexplained: readonly string[];
};

export function createApi(target: Target): Api {
  const unexplained: string[] = [];

  async function once({ path, body, idempotencyKey }: Call): Promise<Answer | null> {
    await target.ready();
    const before = target.disturbances();
    try {
      const response = await fetch(`${target.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${target.apiKey}`,
          'idempotency-key': idempotencyKey,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_MS_MAX),
      });
      const answer: Json = JSON.parse(await response.text());
      if (response.status < 500) return { status: response.status, body: answer, tries: 1 };
      if (before === target.disturbances()) unexplained.push(`${response.status} of ${path}`);
    } catch (error) {
      if (before === target.disturbances()) unexplained.push(`no answer of ${path}: ${String(error)}`);
    }
    return null;
  }

  return {
    try: once,
    async call(call) {
      for (let tries = 1; tries <= ATTEMPTS_MAX; tries += 1) {
        const answer = await once(call);
        if (answer && answer.body.code !== 'stale') return { ...answer, tries };
        await sleep(PAUSE_MS * Math.min(tries, 20));
      }
      throw new Error(`${call.path} is never answered`);
    },
    unexplained,
  };
}

/** The named refusal of an answer, or its status when it went well. */
export function nameOf({ status, body }: Answer): string {
  return status < 300 ? 'done' : String(body.code ?? status);
}
