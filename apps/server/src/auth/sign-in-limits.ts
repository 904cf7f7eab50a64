import { schema } from '@boon/db';
import { eq, lte, sql } from 'drizzle-orm';
import { type AuthOptions, deriveKey, keyedHash } from './auth-options.ts';

const { signInLimits } = schema;

/** A bucket holds `burst` attempts and lets one more through every `refillSeconds`: nobody waits longer than that. */
type Bucket = { burst: number; refillSeconds: number };

const buckets = {
  address: { burst: 20, refillSeconds: 15 },
  account: { burst: 10, refillSeconds: 30 },
  device: { burst: 10, refillSeconds: 30 },
  'link-address': { burst: 60, refillSeconds: 2 },
} as const satisfies Record<string, Bucket>;

type BucketKind = keyof typeof buckets;
export type Attempt = { kind: BucketKind; subject: string };
type Verdict = { allowed: true } | { allowed: false; retryAfterSeconds: number };

export type SignInLimits = {
  /** Charges every bucket in turn and stops at the first full one, so that a refused caller drains no one else's. */
  charge(attempts: readonly Attempt[]): Promise<Verdict>;
  /** Gives back what an attempt that turned out honest was charged. */
  refund(attempts: readonly Attempt[]): Promise<void>;
};

/** Leaky buckets in one statement each, so all processes together let through what one would. */
export function createSignInLimits({
  database,
  secret,
  clock,
}: Pick<AuthOptions, 'database' | 'secret' | 'clock'>): SignInLimits {
  const hashKey = deriveKey(secret, 'limit-keys');
  const keyOf = ({ kind, subject }: Attempt) => `${kind}:${keyedHash(hashKey, subject)}`;

  async function chargeOne(attempt: Attempt): Promise<Verdict> {
    const { burst, refillSeconds } = buckets[attempt.kind];
    const key = keyOf(attempt);
    const now = clock.now().getTime();
    const fullAt = new Date(now + (burst - 1) * refillSeconds * 1000);
    const [charged] = await database
      .insert(signInLimits)
      .values({ key, drainedAt: new Date(now + refillSeconds * 1000) })
      .onConflictDoUpdate({
        target: signInLimits.key,
        set: {
          drainedAt: sql`greatest(${signInLimits.drainedAt}, ${instant(now)}) + ${seconds(refillSeconds)}`,
        },
        setWhere: lte(signInLimits.drainedAt, fullAt),
      })
      .returning({ key: signInLimits.key });
    if (charged) return { allowed: true };
    const [bucket] = await database.select().from(signInLimits).where(eq(signInLimits.key, key));
    const waitMs = bucket ? bucket.drainedAt.getTime() - fullAt.getTime() : 0;
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
  }

  return {
    async charge(attempts) {
      for (const attempt of attempts) {
        const verdict = await chargeOne(attempt);
        if (!verdict.allowed) return verdict;
      }
      return { allowed: true };
    },
    async refund(attempts) {
      for (const attempt of attempts) {
        const { refillSeconds } = buckets[attempt.kind];
        await database
          .update(signInLimits)
          .set({ drainedAt: sql`${signInLimits.drainedAt} - ${seconds(refillSeconds)}` })
          .where(eq(signInLimits.key, keyOf(attempt)));
      }
    },
  };
}

const instant = (epochMs: number) => sql`${new Date(epochMs).toISOString()}::timestamptz`;
const seconds = (count: number) => sql`make_interval(secs => ${count})`;
