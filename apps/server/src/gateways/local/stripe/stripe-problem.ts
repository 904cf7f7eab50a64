export type StripeProblemType = 'invalid_request_error' | 'idempotency_error' | 'api_error';

/** An answer in the shape of https://docs.stripe.com/api/errors */
export class StripeProblem extends Error {
  readonly httpStatus: 400 | 401 | 404 | 413 | 500;
  readonly type: StripeProblemType;
  readonly code: string | null;
  readonly param: string | null;

  constructor(
    httpStatus: 400 | 401 | 404 | 413 | 500,
    message: string,
    facts: { type?: StripeProblemType; code?: string; param?: string } = {},
  ) {
    super(message);
    this.httpStatus = httpStatus;
    this.type = facts.type ?? 'invalid_request_error';
    this.code = facts.code ?? null;
    this.param = facts.param ?? null;
  }

  toAnswer() {
    const { type, message, code, param } = this;
    return {
      error: { type, message, ...(code === null ? {} : { code }), ...(param === null ? {} : { param }) },
    };
  }
}

export function noSuch(kind: string, id: string): StripeProblem {
  return new StripeProblem(404, `No such ${kind}: '${id}'`, { code: 'resource_missing', param: 'id' });
}
