import { schema } from '@boon/db';
import { and, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { type AuthOptions, passwordLength } from './auth-options.ts';
import type { SignInLibrary } from './sign-in-library.ts';

const { accounts, members, users } = schema;

export const signInEmail = z.string().trim().toLowerCase().max(254).pipe(z.email());

const ownerInput = z.object({
  workspaceId: z.uuid(),
  email: signInEmail,
  name: z.string().trim().min(1).max(200),
  password: z.string().min(passwordLength.min).max(passwordLength.max).optional(),
});

export type OwnerInput = { workspaceId: string; email: string; name: string; password?: string };
export type EnsuredOwner = { userId: string; hasPassword: boolean };

/**
 * Makes sure that the person exists and belongs to the workspace. It only ever adds: a password, name or role that
 * someone changed since is kept, so a restart with the first day's variables undoes nothing.
 */
export async function ensureOwner(
  database: AuthOptions['database'],
  library: Pick<SignInLibrary, 'hashPassword'>,
  input: OwnerInput,
): Promise<EnsuredOwner> {
  const { workspaceId, email, name, password } = ownerInput.parse(input);
  return database.transaction(async (tx) => {
    await tx.insert(users).values({ email, name, emailVerified: true }).onConflictDoNothing();
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (!user) throw new Error('The owner was deleted while the server started.');
    const userId = user.id;
    await tx.insert(members).values({ workspaceId, userId, role: 'owner' }).onConflictDoNothing();

    const [credential] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'), isNotNull(accounts.password)),
      );
    if (credential || !password) return { userId, hasPassword: Boolean(credential) };
    await tx
      .insert(accounts)
      .values({
        userId,
        providerId: 'credential',
        accountId: userId,
        password: await library.hashPassword(password),
      })
      .onConflictDoNothing();
    return { userId, hasPassword: true };
  });
}
