import type { CertificateStatus } from '../certificate/certificate.ts';
import { isHiddenFromStrangers } from '../certificate/redeem-certificate.ts';

/** Who is counted: an order, a client's address, a booking site's key where there is no order, and everybody together. */
export type GuessKind = 'order' | 'address' | 'api_key' | 'workspace' | 'installation';

/**
 * A leaky bucket of wrong codes: `wrongMax` may be tried at once and one more every `refillSeconds`. Those of the workspace
 * and of the installation turn nobody away: while one is full, the others hold `wrongMaxUnderAttack` only, so that who
 * tries codes is stopped and who holds one is not.
 */
export type GuessLimit = {
  readonly wrongMax: number;
  readonly wrongMaxUnderAttack: number;
  readonly refillSeconds: number;
};

export type GuessBucket = GuessLimit & { readonly kind: GuessKind; readonly subject: string };

/**
 * An address that never rests is told of 2,880 codes a day. A thousand of them, against a million live certificates among
 * 32^11 codes, hit one with odds of 1 in 12,000 a day; staff are alerted within the first minute.
 */
export const GUESS_LIMITS = {
  order: { wrongMax: 6, wrongMaxUnderAttack: 3, refillSeconds: 60 },
  address: { wrongMax: 20, wrongMaxUnderAttack: 3, refillSeconds: 30 },
  api_key: { wrongMax: 300, wrongMaxUnderAttack: 300, refillSeconds: 1 },
  workspace: { wrongMax: 100, wrongMaxUnderAttack: 100, refillSeconds: 5 },
  installation: { wrongMax: 1_000, wrongMaxUnderAttack: 1_000, refillSeconds: 1 },
} as const satisfies Record<GuessKind, GuessLimit>;

/** What is charged for a wrong code, besides the workspace and the installation. */
export type GuessSubjects = {
  readonly orderId?: string;
  /** Not the address itself: a keyed hash of it. */
  readonly address?: string;
  readonly apiKeyId?: string;
};

/** The buckets of one attempt, in the one order in which they are always charged. */
export function guessBuckets({ orderId, address, apiKeyId }: GuessSubjects): GuessBucket[] {
  const bucket = (kind: GuessKind, subject: string | undefined): GuessBucket[] =>
    subject === undefined ? [] : [{ kind, subject, ...GUESS_LIMITS[kind] }];
  return [
    ...bucket('order', orderId),
    ...bucket('address', address),
    ...bucket('api_key', apiKeyId),
    ...bucket('workspace', ''),
    ...bucket('installation', ''),
  ];
}

/** A code counts as guessed when a stranger would be told that it is not known. Null: there is no such certificate. */
export function isWrongGuess(status: CertificateStatus | null): boolean {
  return status === null || isHiddenFromStrangers(status);
}
