import { Dialog, Loading, Skeleton } from '@boon/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { isUnauthorized } from '../api/refusal.ts';
import { trpc } from '../api/trpc.ts';
import { ErrorNotice } from '../controls/ErrorNotice.tsx';
import { SignInForm } from '../features/sign-in/SignInForm.tsx';
import { SessionContext } from '../session/session.ts';
import { forgetSessionLoss, isSessionLost, onSessionLoss } from '../session/session-loss.ts';
import { SignInScreen } from './SignInScreen.tsx';

/** Lets signed-in staff through. A session that ends in the middle keeps the page and asks to sign in again. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const session = trpc.admin.session.useQuery();
  const isLost = useSyncExternalStore(onSessionLoss, isSessionLost);

  async function resume() {
    const before = session.data?.user.id;
    forgetSessionLoss();
    const { data } = await session.refetch();
    // Somebody else: nothing of the first person's screen may stay.
    if (data && before !== undefined && before !== data.user.id) return location.reload();
    if (data) await queryClient.invalidateQueries();
  }

  if (session.data) {
    return (
      <SessionContext value={session.data}>
        {children}
        <Dialog open={isLost} onClose={() => location.assign('/admin')} title="Sign in again">
          <p className="mb-4">
            Your session has ended. Sign in again to go on where you were; what you typed is still here.
          </p>
          {isLost && <SignInForm email={session.data.user.email} onSignedIn={resume} />}
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
