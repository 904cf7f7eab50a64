import { schema } from '@boon/db';
import { inArray, lt, or } from 'drizzle-orm';
import { type AuthOptions, sessionIdleSeconds } from './auth-options.ts';

const { sessions, signInLimits, signInLinks, verifications } = schema;

/** So long a link's page can still say that it was used or has expired. */
const linkKeptSeconds = 30 * 24 * 60 * 60;
const batchMax = 1000;

/** Skips rows someone else holds, so that two sweeps at once never wait for each other in a circle. */
export async function removeExpired({
  database,
  clock,
}: Pick<AuthOptions, 'database' | 'clock'>): Promise<void> {
  const now = clock.now();
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

  const deadSessions = database
    .select({ id: sessions.id })
    .from(sessions)
    .where(or(lt(sessions.expiresAt, now), lt(sessions.lastSeenAt, before(sessionIdleSeconds))))
    .limit(batchMax)
    .for('update', { skipLocked: true });
  await database.delete(sessions).where(inArray(sessions.id, deadSessions));

  const oldLinks = database
    .select({ id: signInLinks.id })
    .from(signInLinks)
    .where(lt(signInLinks.expiresAt, before(linkKeptSeconds)))
    .limit(batchMax)
    .for('update', { skipLocked: true });
  await database.delete(signInLinks).where(inArray(signInLinks.id, oldLinks));

  const oldVerifications = database
    .select({ id: verifications.id })
    .from(verifications)
    .where(lt(verifications.expiresAt, now))
    .limit(batchMax)
    .for('update', { skipLocked: true });
  await database.delete(verifications).where(inArray(verifications.id, oldVerifications));

  const drained = database
    .select({ key: signInLimits.key })
    .from(signInLimits)
    .where(lt(signInLimits.drainedAt, now))
    .limit(batchMax)
    .for('update', { skipLocked: true });
  await database.delete(signInLimits).where(inArray(signInLimits.key, drained));
}
