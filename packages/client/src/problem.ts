import { type components, PROBLEM_CODES } from './api.generated.ts';

/** The answer to a call that was refused (RFC 9457), with what its code needs: `fields`, `due`, `missing` … */
export type Problem = components['schemas']['Problem'];

type ProblemCode = (typeof PROBLEM_CODES)[number];
/** Said by this client when no answer came that it can read. */
type SilenceCode = 'timed_out' | 'unreachable' | 'unexpected_answer';

/** `unknown`: the server has a code that is younger than this client; `answer.code` holds it. */
export type BoonProblemCode = ProblemCode | SilenceCode | 'unknown';

type Facts = {
  readonly code: BoonProblemCode;
  readonly message: string;
  readonly status?: number;
  readonly answer?: Problem;
  readonly retryAfterSeconds?: number | null;
  readonly idempotencyKey?: string | null;
  /** An attempt before this one had no answer that could be read. */
  readonly isRepeat?: boolean;
  readonly cause?: unknown;
};

/** A call that did not do what was asked. Decide by `code`; its message is a sentence for people. */
export class BoonProblem extends Error {
  readonly code: BoonProblemCode;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly answer: Problem | null;
  /** For Boon's support. */
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  /** What a POST was sent with: the same call with the same key happens once, however often it is sent. */
  readonly idempotencyKey: string | null;
  /** `refused`: it did not happen. `unknown`: it may have; repeat the call with the same idempotency key to find out. */
  readonly outcome: 'refused' | 'unknown';

  constructor(facts: Facts) {
    const { code, message, status, answer, retryAfterSeconds, idempotencyKey, isRepeat, cause } = facts;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BoonProblem';
    this.code = code;
    this.status = status ?? null;
    this.answer = answer ?? null;
    this.requestId = answer?.request_id ?? null;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
    this.idempotencyKey = idempotencyKey ?? null;
    // Only Boon itself knows, and only when it was not asked before: that call may have been done, or still be under way.
    const isRefused = this.answer !== null && this.status !== null && this.status < 500 && code !== 'stale';
    this.outcome = isRefused && isRepeat !== true ? 'refused' : 'unknown';
  }
}

type Answered = Pick<Facts, 'retryAfterSeconds' | 'idempotencyKey' | 'isRepeat'> & {
  readonly status: number;
  readonly headers: Headers;
};

/** The problem in an answer that is none of success; one that nobody of Boon's wrote is told by its status alone. */
export function problemIn(text: string, { headers, ...facts }: Answered): BoonProblem {
  const isOurs = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const answer = isOurs ? readProblem(text) : null;
  if (answer !== null) {
    const code = PROBLEM_CODES.find((known) => known === answer.code) ?? 'unknown';
    return new BoonProblem({ ...facts, code, message: answer.detail, answer });
  }
  const { status } = facts;
  if (AWAY.includes(status)) {
    const message = `Boon cannot be reached: what stands before it answered with status ${status}.`;
    return new BoonProblem({ ...facts, code: 'unreachable', message });
  }
  return unexpectedAnswer(facts);
}

/** What a proxy says in place of a server that is away. */
export const AWAY: readonly number[] = [502, 503, 504];

/** Its message never quotes the answer, which may hold a code. */
export function unexpectedAnswer(facts: Omit<Answered, 'headers'>): BoonProblem {
  const message = `Boon's address answered with status ${facts.status}, in a way that is not Boon's. Is the base URL right?`;
  return new BoonProblem({ ...facts, code: 'unexpected_answer', message });
}

function readProblem(text: string): Problem | null {
  try {
    const json: unknown = JSON.parse(text);
    return isProblem(json) ? json : null;
  } catch {
    return null;
  }
}

function isProblem(json: unknown): json is Problem {
  if (typeof json !== 'object' || json === null) return false;
  return (
    'code' in json && typeof json.code === 'string' && 'detail' in json && typeof json.detail === 'string'
  );
}
