import type { Message } from '@boon/core';
import { and, eq, sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import { outbox, segmentChallenges } from './schema/index.ts';

export const CHALLENGE_ATTEMPTS_MAX = 5;
const CHALLENGE_MINUTES = 10;
/** Nobody is mailed a code more often than this, whoever asks. */
const CODE_PAUSE_SECONDS = 60;
/** And no more than this many in `COUNTED_HOURS`: each code brings new attempts. */
const CODES_MAX = 5;
const COUNTED_HOURS = 1;
const SWEEP_MAX = 100;

export type Challenge = {
  readonly id: string;
  readonly segmentId: string;
  readonly email: string;
  readonly expiresAt: Date;
};

export type NewChallenge = {
  readonly id: string;
  readonly workspaceId: string;
  readonly segmentId: string;
  readonly email: string;
  /** Told in the same transaction when the challenge is new; null for an address that is not on the list. */
  readonly message: Extract<Message, { kind: 'segment_code' }> | null;
};

/**
 * Begins to prove an address, or keeps what was begun a moment ago, or too often. Writes the same row whether or not a
 * mail goes out, so that nobody can tell from the time it takes.
 */
export async function beginChallenge(database: Database, challenge: NewChallenge, now: Date): Promise<void> {
  const { id, workspaceId, segmentId, email, message } = challenge;
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const pauseBefore = before(CODE_PAUSE_SECONDS);
  const countedBefore = before(COUNTED_HOURS * 3600);
  await withWorkspace(database, workspaceId, async (tx) => {
    await tx.execute(sql`delete from segment_challenges where (workspace_id, segment_id, email) in (
      select workspace_id, segment_id, email from segment_challenges
      where workspace_id = ${workspaceId} and counted_from < ${countedBefore} and expires_at < ${now}
      limit ${SWEEP_MAX} for update skip locked)`);
    const [begun] = await tx
      .insert(segmentChallenges)
      .values({
        workspaceId,
        segmentId,
        email,
        id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + CHALLENGE_MINUTES * 60_000),
        countedFrom: now,
      })
      .onConflictDoUpdate({
        target: [segmentChallenges.workspaceId, segmentChallenges.segmentId, segmentChallenges.email],
        set: {
          id: sql`excluded.id`,
          createdAt: sql`excluded.created_at`,
          expiresAt: sql`excluded.expires_at`,
          attempts: 0,
          codes: sql`case when ${segmentChallenges.countedFrom} < ${countedBefore} then 1 else ${segmentChallenges.codes} + 1 end`,
          countedFrom: sql`case when ${segmentChallenges.countedFrom} < ${countedBefore} then excluded.counted_from else ${segmentChallenges.countedFrom} end`,
        },
        setWhere: sql`${segmentChallenges.createdAt} <= ${pauseBefore}
          and (${segmentChallenges.codes} < ${CODES_MAX} or ${segmentChallenges.countedFrom} < ${countedBefore})`,
      })
      .returning({ id: segmentChallenges.id });
    if (!begun || message === null) return;
    const { kind, runAt, ...payload } = message;
    await tx.insert(outbox).values({ workspaceId, kind, payload, runAt });
  });
}

/** The challenge as it stands, or null when another or none has taken its place. */
export async function readChallenge(
  database: Database,
  workspaceId: string,
  challengeId: string,
): Promise<Challenge | null> {
  const [row] = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .select()
      .from(segmentChallenges)
      .where(and(eq(segmentChallenges.workspaceId, workspaceId), eq(segmentChallenges.id, challengeId))),
  );
  return row ?? null;
}

/**
 * Counts one attempt before anybody looks at it, so that attempts at the same moment are counted too. Null when there
 * is no live challenge for this address, or its attempts are used up.
 */
export async function chargeAttempt(
  database: Database,
  { workspaceId, segmentId, email }: Pick<NewChallenge, 'workspaceId' | 'segmentId' | 'email'>,
  now: Date,
): Promise<string | null> {
  const [charged] = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .update(segmentChallenges)
      .set({ attempts: sql`${segmentChallenges.attempts} + 1` })
      .where(
        and(
          eq(segmentChallenges.workspaceId, workspaceId),
          eq(segmentChallenges.segmentId, segmentId),
          eq(segmentChallenges.email, email),
          sql`${segmentChallenges.attempts} < ${CHALLENGE_ATTEMPTS_MAX}`,
          sql`${segmentChallenges.expiresAt} > ${now}`,
        ),
      )
      .returning({ id: segmentChallenges.id }),
  );
  return charged?.id ?? null;
}

/** Uses a challenge up. False when somebody was faster: a code is good for one entry. */
export async function endChallenge(
  database: Database,
  workspaceId: string,
  challengeId: string,
): Promise<boolean> {
  const ended = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .delete(segmentChallenges)
      .where(and(eq(segmentChallenges.workspaceId, workspaceId), eq(segmentChallenges.id, challengeId)))
      .returning({ id: segmentChallenges.id }),
  );
  return ended.length === 1;
}
