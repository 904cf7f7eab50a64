import { Button, ErrorSummary, Field, TextInput } from '@boon/ui';
import { type FormEvent, useRef, useState } from 'react';
import { requestSignIn } from '../../session/sign-in-requests.ts';

export type SignInFormProps = {
  /** Known when a session has run out. */
  email?: string;
  onSignedIn: () => Promise<void>;
};

export function SignInForm({ email: knownEmail = '', onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const passwordRef = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    const answer = await requestSignIn(email.trim(), password);
    if (answer.ok) {
      setProblem(null);
      await onSignedIn();
    } else {
      setProblem(answer.problem);
      setPassword('');
      passwordRef.current?.focus();
    }
    setIsBusy(false);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {problem && <ErrorSummary title={problem} problems={[]} />}
      <Field id="sign-in-email" label="E-mail address">
        <TextInput
          size="admin"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field id="sign-in-password" label="Password">
        <TextInput
          ref={passwordRef}
          size="admin"
          type="password"
          autoComplete="current-password"
          required
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="admin" busy={isBusy}>
        Sign in
      </Button>
      <p className="text-ink-2">
        No password yet? The server prints a one-time sign-in link when it starts. Open that link to come in.
      </p>
    </form>
  );
}
