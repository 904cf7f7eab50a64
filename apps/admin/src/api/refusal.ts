import { TRPCClientError } from '@trpc/client';

export type Refusal = { code: string; details: Record<string, unknown> };

const UNREACHABLE = 'The server could not be reached. Check your connection and try again.';

/** The named "no" of the server, or null when the request failed for another reason. */
export function refusalOf(error: unknown): Refusal | null {
  const refusal = dataOf(error).refusal;
  if (!isRecord(refusal) || typeof refusal.code !== 'string') return null;
  return { code: refusal.code, details: isRecord(refusal.details) ? refusal.details : {} };
}

export function httpStatusOf(error: unknown): number | null {
  const status = dataOf(error).httpStatus;
  return typeof status === 'number' ? status : null;
}

export function isUnauthorized(error: unknown): boolean {
  return httpStatusOf(error) === 401;
}

/** The sign-in was too long ago for a change of this weight. */
export function isPasswordDue(error: unknown): boolean {
  return refusalOf(error)?.details.reason === 'password_due';
}

/** A sentence for the person in front of the screen: what happened and what to do. */
export function sentenceFor(error: unknown): string {
  if (refusalOf(error) && error instanceof Error) return error.message;
  const status = httpStatusOf(error);
  if (status === null) return UNREACHABLE;
  if (status >= 500) return 'Something went wrong on the server. Try again in a moment.';
  return error instanceof Error ? error.message : UNREACHABLE;
}

/** Problems by field path, such as `recipient.email`. */
export function fieldProblemsOf(error: unknown): Record<string, string> {
  const fields = refusalOf(error)?.details.fields;
  if (!isRecord(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function dataOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof TRPCClientError)) return {};
  const data: unknown = error.data;
  return isRecord(data) ? data : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
