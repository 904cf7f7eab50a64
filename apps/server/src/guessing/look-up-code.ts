import { DomainError, type GuessSubjects, guessBuckets, refuse } from '@boon/core';
import {
  type GuardedAnswer,
  type GuardedRead,
  type RedeemedAtOnce,
  readGuarded,
  type State,
  type Wanted,
} from '@boon/db';
import type { Services } from '../services.ts';

/** Reads what a code stands for, within the limits on guessing. @throws DomainError rate_limited: it was not looked up */
export async function lookUpCode(
  services: Pick<Services, 'database'>,
  workspaceId: string,
  wanted: Wanted,
  subjects: GuessSubjects,
): Promise<State> {
  const { read } = await readGuarded(services.database, {
    workspaceId,
    wanted,
    buckets: guessBuckets(subjects),
  });
  if (isRedeemed(read)) throw new TypeError('nothing was to be redeemed');
  return lookedUp(read);
}

/** As `lookUpCode`; redeems at once when nothing speaks against it, and says so. @throws DomainError rate_limited */
export async function lookUpOrRedeem(
  services: Pick<Services, 'database'>,
  read: GuardedRead,
): Promise<State | RedeemedAtOnce> {
  const { read: found } = await readGuarded(services.database, read);
  return isRedeemed(found) ? found : lookedUp(found);
}

function isRedeemed(read: GuardedAnswer['read']): read is RedeemedAtOnce {
  return read !== null && 'redeemed' in read;
}

/** What a read that redeemed nothing gave. */
export type LookedUp = Exclude<GuardedAnswer['read'], RedeemedAtOnce>;

/** @throws DomainError rate_limited */
export function lookedUp(read: LookedUp): State {
  if (read === null) throw new TypeError('a read without a caller always gives a state');
  if (!('waitSeconds' in read)) return read;
  const retryAfterSeconds = Math.max(1, Math.ceil(read.waitSeconds));
  throw new DomainError(
    refuse('rate_limited', 'Too many wrong codes were tried. Wait a moment, then try again.', {
      retryAfterSeconds,
    }),
  );
}
