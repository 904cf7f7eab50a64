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

  constructor({ code, message, status, answer, retryAfterSeconds, idempotencyKey, cause }: Facts) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BoonProblem';
    this.code = code;
    this.status = status ?? null;
    this.answer = answer ?? null;
    this.requestId = answer?.request_id ?? null;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
    this.idempotencyKey = idempotencyKey ?? null;
  }

  /** `refused`: it did not happen. `unknown`: it may have; repeat the call with the same idempotency key to find out. */
  get outcome(): 'refused' | 'unknown' {
    const isUnderWay = this.code === 'stale';
    return this.status !== null && this.status >= 400 && this.status < 500 && !isUnderWay
      ? 'refused'
      : 'unknown';
  }
}

/** The problem in an answer that is none of success; one that nobody of Boon's wrote is told by its status alone. */
export function problemIn(
  text: string,
  facts: Pick<Facts, 'retryAfterSeconds' | 'idempotencyKey'> & { status: number },
) {
  const answer = readProblem(text);
  if (answer === null) {
    const message = `Boon's address answered with status ${facts.status}, in a way that is not Boon's. Is the base URL right?`;
    return new BoonProblem({ ...facts, code: 'unexpected_answer', message });
  }
  const code = PROBLEM_CODES.find((known) => known === answer.code) ?? 'unknown';
  return new BoonProblem({ ...facts, code, message: answer.detail, answer });
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
