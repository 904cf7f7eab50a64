import { formatCode } from '@boon/core/code';
import { Button, Field, TextInput } from '@boon/ui';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { type Brand, trpc } from '../../api/client.ts';
import { type Failure, failureOf } from '../../api/failure.ts';
import { takeArrivedCode } from './arrived-code.ts';
import { CodeAnswerView } from './CodeAnswerView.tsx';
import { readTypedCode } from './code-problem.ts';

export function CodeCheck({ brand }: { brand: Brand }) {
  const [typed, setTyped] = useState('');
  const [typo, setTypo] = useState<string | undefined>();
  const inputRef = useRef<HTMLInputElement>(null);
  const check = trpc.portal.checkCode.useMutation();
  const { mutate, reset } = check;

  const checkCode = useCallback(
    (text: string) => {
      const read = readTypedCode(text);
      reset();
      setTypo(read.ok ? undefined : read.sentence);
      if (!read.ok) {
        inputRef.current?.focus();
        return;
      }
      setTyped(read.code.formatted());
      mutate({ workspace: brand.slug, code: read.code.reveal() });
    },
    [brand.slug, mutate, reset],
  );

  // Once on arrival, and again when another certificate is scanned into the same tab.
  useEffect(() => {
    function receive() {
      const arrived = takeArrivedCode();
      if (arrived === '') return;
      setTyped(formatCode(arrived));
      checkCode(arrived);
    }
    receive();
    window.addEventListener('hashchange', receive);
    return () => window.removeEventListener('hashchange', receive);
  }, [checkCode]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!check.isPending) checkCode(typed);
  }

  return (
    <div className="flex flex-col gap-6">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 sm:flex-row sm:items-start">
        <Field
          id="code"
          label="Certificate code"
          hint="12 letters and digits, as on the certificate. Dashes and capitals do not matter."
          error={typo ?? (check.error ? failureSentence(failureOf(check.error), brand) : undefined)}
          errorRole="alert"
          className="grow sm:max-w-sm"
        >
          <TextInput
            ref={inputRef}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setTypo(undefined);
              reset();
            }}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX"
            className="font-mono font-semibold tracking-wide"
          />
        </Field>
        <Button type="submit" variant="primary" busy={check.isPending} className="sm:mt-[1.875rem]">
          Check
        </Button>
      </form>
      <div role="status">{check.data && <CodeAnswerView answer={check.data} brand={brand} />}</div>
    </div>
  );
}

function failureSentence(failure: Failure, brand: Brand): string {
  if (failure.kind === 'unreachable')
    return `${brand.name} cannot be reached just now. Try again in a moment.`;
  if (failure.code === 'code_not_found')
    return `No certificate of ${brand.name} that can be used has this code. Compare it with the certificate, or ask ${brand.publicEmail}.`;
  return failure.message;
}
