import { emailProblem, nameProblem } from '@boon/core/purchase';
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
  const [found, setFound] = useState<Record<string, string>>({});
  const change = trpc.admin.certificates.correct.useMutation({
    onSuccess: () => done('Names and addresses are corrected. Nothing was sent.'),
  });
  const problems = Object.keys(found).length > 0 ? found : fieldProblemsOf(change.error);
  const needsAddress = delivery === 'email' || people.recipientEmail.trim() !== '';

  function submit() {
    const typed = trimmed(people);
    const missing = problemsOf(typed, needsAddress);
    setFound(missing);
    const [first] = FIELDS.filter(({ path }) => missing[path]);
    if (first) return document.getElementById(idOf(first.path))?.focus();
    change.mutate({
      id,
      version,
      purchaser: { name: typed.purchaserName, email: typed.purchaserEmail },
      recipient: { name: typed.recipientName, email: typed.recipientEmail || null },
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

function trimmed(people: People): People {
  return {
    recipientName: people.recipientName.trim(),
    recipientEmail: people.recipientEmail.trim(),
    purchaserName: people.purchaserName.trim(),
    purchaserEmail: people.purchaserEmail.trim(),
  };
}

function problemsOf(people: People, needsAddress: boolean): Record<string, string> {
  const found = {
    'recipient.name': nameProblem(people.recipientName, 'the name of who it is for'),
    'recipient.email': needsAddress ? emailProblem(people.recipientEmail) : null,
    'purchaser.name': nameProblem(people.purchaserName, 'the name of who pays or gives'),
    'purchaser.email': emailProblem(people.purchaserEmail),
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([path, problem]) => (problem ? [[path, problem]] : [])),
  );
}
