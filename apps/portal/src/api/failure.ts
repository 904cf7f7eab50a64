/** Why a call to the server brought no result, as far as a page needs to tell it. */
export type Failure =
  /** The server said no, with a stable code and a sentence for people. */
  | { kind: 'refused'; code: string; message: string; details: Record<string, unknown> }
  /** No answer, or none of ours: offline, restarting, timed out. */
  | { kind: 'unreachable' };

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'unreachable' };
  const data = recordIn(error, 'data');
  const refusal = data && recordIn(data, 'refusal');
  if (!refusal || typeof refusal.code !== 'string') return { kind: 'unreachable' };
  return {
    kind: 'refused',
    code: refusal.code,
    message: error.message,
    details: recordIn(refusal, 'details') ?? {},
  };
}

export function isRefusedAs(error: unknown, ...codes: string[]): boolean {
  const failure = failureOf(error);
  return failure.kind === 'refused' && codes.includes(failure.code);
}

/** The sentences of a `validation_failed` refusal by field path; empty for every other failure. */
export function refusedFields(failure: Failure): Record<string, string> {
  if (failure.kind !== 'refused') return {};
  const fields = recordIn(failure.details, 'fields') ?? {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function recordIn(owner: object, key: string): Record<string, unknown> | undefined {
  const value: unknown = Reflect.get(owner, key);
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
