import { Field, TextInput } from '@boon/ui';
import { useState } from 'react';
import { fieldProblemsOf } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import type { Certificate } from './changes.ts';

type People = {
  recipientName: string;
  recipientEmail: string;
  purchaserName: string;
  purchaserEmail: string;
};

const FIELDS = [
  { key: 'recipientName', path: 'recipient.name', label: 'Name', type: 'text' },
  { key: 'recipientEmail', path: 'recipient.email', label: 'E-mail address', type: 'email' },
  { key: 'purchaserName', path: 'purchaser.name', label: 'Name', type: 'text' },
  { key: 'purchaserEmail', path: 'purchaser.email', label: 'E-mail address', type: 'email' },
] as const;
const GROUPS = [
  { legend: 'Recipient', fields: FIELDS.slice(0, 2) },
  { legend: 'Purchaser', fields: FIELDS.slice(2) },
];

/** Names and addresses put right; nothing is sent by it. */
export function CorrectDialog({ certificate, onClose }: ChangeProps) {
  const done = useDone(onClose);
  const { id, version, delivery } = certificate;
  const [people, setPeople] = useState<People>({
    recipientName: certificate.recipientName,
    recipientEmail: certificate.recipientEmail ?? '',
    purchaserName: certificate.purchaserName,
    purchaserEmail: certificate.purchaserEmail,
  });
  const change = trpc.admin.certificates.correct.useMutation({
    onSuccess: () => done('Names and addresses are corrected. Nothing was sent.'),
    onError: (error) => focusFirst(fieldProblemsOf(error)),
  });
  const problems = fieldProblemsOf(change.error);

  function submit() {
    change.mutate({
      id,
      version,
      purchaser: { name: people.purchaserName.trim(), email: people.purchaserEmail.trim() },
      recipient: { name: people.recipientName.trim(), email: people.recipientEmail.trim() || null },
    });
  }

  return (
    <ChangeDialog
      title={`Correct ${certificate.number}`}
      keep="Change nothing"
      confirm="Save"
      change={change}
      fields={FIELDS.map(({ path }) => path)}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{whatFollows(certificate)}</p>
      {GROUPS.map(({ legend, fields }) => (
        <fieldset key={legend} className="grid gap-4 sm:grid-cols-2">
          <legend className="mb-2 font-display text-lg font-semibold">{legend}</legend>
          {fields.map(({ key, path, label, type }) => (
            <Field
              key={key}
              id={idOf(path)}
              label={label}
              optional={path === 'recipient.email' && delivery === 'print'}
              error={problems[path]}
              errorRole="alert"
            >
              <TextInput
                size="admin"
                type={type}
                autoComplete="off"
                value={people[key]}
                onChange={(event) => setPeople((before) => ({ ...before, [key]: event.target.value }))}
              />
            </Field>
          ))}
        </fieldset>
      ))}
    </ChangeDialog>
  );
}

function whatFollows({ status }: Certificate): string {
  if (status === 'pending') return 'The mails go to these addresses once it is paid.';
  return 'Mails that are still to go out go to these addresses, and the PDF shows these names. What has left already stays where it is: if the code went to the wrong person, make a new one.';
}

function idOf(path: string): string {
  return `correct-${path.replace('.', '-')}`;
}

function focusFirst(problems: Record<string, string>): void {
  const first = FIELDS.find(({ path }) => problems[path]);
  if (first) document.getElementById(idOf(first.path))?.focus();
}
