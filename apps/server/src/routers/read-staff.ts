import type { Auth } from '../auth/index.ts';
import type { Staff } from './trpc.ts';

/** How long a sign-in counts for what `isPasswordDue` asks about. */
const CONFIRMED_MS = 15 * 60 * 1_000;

export type ReadStaff = (request: Request) => Promise<Staff | null>;

/**
 * The member of staff behind a request's session. A request another site made the browser send (its Origin is not ours)
 * has no session, whatever cookie came along.
 */
export function createStaffReader(auth: Auth, publicUrl: string): ReadStaff {
  const ours = new URL(publicUrl).origin;
  return async (request) => {
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== ours) return null;
    const session = await auth.readSession(request);
    const [membership] = session?.memberships ?? [];
    if (!session || !membership) return null;
    const { id, name, email } = session.user;
    // Who signs in by links alone has nothing to type: asking would lock them out.
    const passwordDueAt = session.hasPassword ? new Date(session.signedInAt.getTime() + CONFIRMED_MS) : null;
    return { userId: id, name, email, passwordDueAt, ...membership };
  };
}

/** Whether it has been too long since the password was typed for what shows codes, takes value away or gives others power. */
export function isPasswordDue({ passwordDueAt }: Pick<Staff, 'passwordDueAt'>, now: Date): boolean {
  return passwordDueAt !== null && passwordDueAt <= now;
}
