import { Dialog, Loading, Skeleton } from '@boon/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { isUnauthorized } from '../api/refusal.ts';
import { trpc } from '../api/trpc.ts';
import { ErrorNotice } from '../controls/ErrorNotice.tsx';
import { SignInForm } from '../features/sign-in/SignInForm.tsx';
import { SessionContext } from '../session/session.ts';
import { currentSessionDoubt, forgetSessionDoubt, onSessionDoubt } from '../session/session-doubt.ts';
import { SignInScreen } from './SignInScreen.tsx';

/** Lets signed-in staff through. A session that ends in the middle keeps the page and asks to sign in again. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const session = trpc.admin.session.useQuery();
  const doubt = useSyncExternalStore(onSessionDoubt, currentSessionDoubt);

  async function resume() {
    const before = session.data?.user.id;
    forgetSessionDoubt();
    const { data } = await session.refetch();
    // Somebody else: nothing of the first person's screen may stay.
    if (data && before !== undefined && before !== data.user.id) return location.reload();
    if (data) await queryClient.invalidateQueries();
  }

  if (session.data) {
    return (
      <SessionContext value={session.data}>
        {children}
        <Dialog
          open={doubt !== null}
          onClose={() => (doubt === 'ended' ? location.assign('/admin') : forgetSessionDoubt())}
          title="Sign in again"
        >
          <p className="mb-4">
            {doubt === 'password_due'
              ? 'It has been a while since you signed in. Before codes are shown, certificates voided or keys changed, Boon makes sure that it is you. Sign in again, then repeat what you were doing; what you typed is still here.'
              : 'Your session has ended. Sign in again to go on where you were; what you typed is still here.'}
          </p>
          {doubt && <SignInForm email={session.data.user.email} onSignedIn={resume} />}
        </Dialog>
      </SessionContext>
    );
  }
  if (isUnauthorized(session.error)) return <SignInScreen onSignedIn={resume} />;
  if (session.error) {
    return (
      <main className="p-6">
        <h1 className="sr-only">Boon</h1>
        <ErrorNotice
          what="The console"
          error={session.error}
          onRetry={() => session.refetch()}
          isRetrying={session.isFetching}
        />
      </main>
    );
  }
  return (
    <main className="p-6">
      <h1 className="sr-only">Boon</h1>
      <Loading label="Opening the console">
        <Skeleton className="mb-4 h-7 w-48" />
        <Skeleton className="h-40 w-full" />
      </Loading>
    </main>
  );
}
