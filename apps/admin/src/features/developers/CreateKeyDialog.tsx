import { Button, Dialog, ErrorSummary, Field, TextInput } from '@boon/ui';
import { type FormEvent, useState } from 'react';
import { fieldProblemsOf, isPasswordDue, sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { CheckboxList } from '../../controls/ChoiceList.tsx';
import { NewKey } from './NewKey.tsx';
import { SCOPES, type Scope, scopeWords } from './scope-words.ts';

const NAME_LENGTH_MAX = 100;
const CHECKOUT_SCOPES: readonly Scope[] = ['redeem'];
const scopeChoices = SCOPES.map((value) => ({ value, ...scopeWords[value] }));

/** Asks what the key is for, then shows it once; when it closes nothing of the key is left. */
export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const cache = trpc.useUtils();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(CHECKOUT_SCOPES);
  const [isKept, setIsKept] = useState(false);
  const [isWarned, setIsWarned] = useState(false);
  const creating = trpc.admin.apiKeys.create.useMutation({
    // The key stays in no cache once the dialog is gone.
    gcTime: 0,
    onSuccess: () => cache.admin.apiKeys.list.invalidate(),
    onError: (error) => focusFirst(fieldProblemsOf(error)),
  });
  const created = creating.data;
  const problems = fieldProblemsOf(creating.error);

  function close() {
    // A key that was not copied is lost by a slip of the Escape key: it warns once.
    if (created && !isKept && !isWarned) return setIsWarned(true);
    leave();
  }

  function leave() {
    creating.reset();
    setName('');
    setScopes(CHECKOUT_SCOPES);
    setIsKept(false);
    setIsWarned(false);
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    creating.mutate({ name: name.trim(), scopes: [...scopes] });
  }

  if (created) {
    return (
      <Dialog
        open={open}
        onClose={close}
        title="Copy this key now"
        footer={
          <Button size="admin" variant="primary" onClick={leave}>
            I have kept the key
          </Button>
        }
      >
        <NewKey
          name={created.name}
          secret={created.secret}
          isWarned={isWarned}
          onCopied={() => setIsKept(true)}
        />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Create an API key"
      footer={
        <>
          <Button size="admin" onClick={leave}>
            Cancel
          </Button>
          <Button
            size="admin"
            variant="primary"
            type="submit"
            form="create-key-form"
            busy={creating.isPending}
          >
            Create key
          </Button>
        </>
      }
    >
      <form id="create-key-form" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {creating.error && !isPasswordDue(creating.error) && Object.keys(problems).length === 0 && (
          <ErrorSummary title={sentenceFor(creating.error)} problems={[]} />
        )}
        <Field
          id="key-name"
          label="Name"
          hint="Where the key is used, so that you know which one to revoke."
          error={problems.name}
          errorRole="alert"
        >
          <TextInput
            size="admin"
            autoComplete="off"
            placeholder="Booking site"
            maxLength={NAME_LENGTH_MAX}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <CheckboxList
          name="key-scopes"
          legend="What it may do"
          choices={scopeChoices}
          values={scopes}
          error={problems.scopes}
          onChange={setScopes}
        />
      </form>
    </Dialog>
  );
}

function focusFirst(problems: Readonly<Record<string, string>>): void {
  const id = problems.name ? 'key-name' : problems.scopes ? `key-scopes-${SCOPES[0]}` : null;
  if (id) document.getElementById(id)?.focus();
}
