import { SignInForm } from '../features/sign-in/SignInForm.tsx';
import { useDocumentTitle } from '../layout/use-document-title.ts';

export function SignInScreen({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  useDocumentTitle('Sign in · Boon');
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-10">
      <p className="mb-1 font-semibold text-brand">Boon</p>
      <h1 className="mb-6 text-2xl">Sign in to the console</h1>
      <SignInForm onSignedIn={onSignedIn} />
    </main>
  );
}
