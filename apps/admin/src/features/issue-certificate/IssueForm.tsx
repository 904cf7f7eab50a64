import { Button, ErrorSummary, Field, type SummaryProblem, TextInput, useToast } from '@boon/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { fieldProblemsOf, sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { uuidV7 } from '../../ids/uuid-v7.ts';
import { useSession } from '../../session/session.ts';
import { IssuePreview } from './IssuePreview.tsx';
import {
  emptyDraft,
  ISSUE_FIELDS,
  type IssueDraft,
  type IssueField,
  isGivenAway,
  readDraft,
} from './issue-draft.ts';
import { DeliveryFields, PurchaserFields, RecipientFields } from './PeopleFields.tsx';
import { type FieldsProps, SettlementFields } from './SettlementFields.tsx';

const controlIds: Record<IssueField, string> = {
  amountMinor: 'amount',
  'payment.reference': 'payment-reference',
  'purchaser.name': 'purchaser-name',
  'purchaser.email': 'purchaser-email',
  'recipient.name': 'recipient-name',
  'recipient.email': 'recipient-email',
  message: 'message',
  deliverOn: 'deliver-on',
};

export function IssueForm({ onIssued }: { onIssued: (certificateId: string) => void }) {
  const { brand } = useSession();
  const formats = useFormats();
  const toast = useToast();
  const cache = trpc.useUtils();
  const summaryRef = useRef<HTMLDivElement>(null);
  // Made once per page: pressing twice, or again after a lost answer, creates one certificate.
  const [id] = useState(() => uuidV7(new Date()));
  const [draft, setDraft] = useState(emptyDraft);
  const [refused, setRefused] = useState<{
    sentence: string | null;
    problems: Record<string, string>;
    attempt: number;
  }>({
    sentence: null,
    problems: {},
    attempt: 0,
  });

  const creation = trpc.admin.certificates.create.useMutation({
    onSuccess: async (created, input) => {
      const issued = `The certificate of ${formats.money(input.amountMinor, brand.currency)} is issued`;
      const isPending = input.kind === 'purchased' && input.payment === null;
      toast({ tone: 'success', text: isPending ? `${issued}; it waits for its payment.` : `${issued}.` });
      await cache.admin.invalidate();
      onIssued(created.id);
    },
    onError: (error) => refuse(sentenceFor(error), fieldProblemsOf(error)),
  });

  useEffect(() => {
    if (refused.attempt > 0) summaryRef.current?.focus();
  }, [refused.attempt]);

  function refuse(sentence: string | null, problems: Record<string, string>) {
    setRefused(({ attempt }) => ({ sentence, problems, attempt: attempt + 1 }));
  }

  function change(changes: Partial<IssueDraft>) {
    setDraft((before) => withGiver({ ...before, ...changes }, brand));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readDraft(id, draft, brand.currency);
    if (!read.ok) return refuse(null, read.problems);
    setRefused({ sentence: null, problems: {}, attempt: 0 });
    creation.mutate(read.input);
  }

  const fields: FieldsProps = { draft, onChange: change, problemOf: (field) => refused.problems[field] };
  const listed = listProblems(refused.problems, refused.sentence);

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-7">
        {listed.length > 0 && (
          <ErrorSummary ref={summaryRef} title="The certificate was not issued." problems={listed} />
        )}
        <Field
          id="amount"
          label={`Amount (${brand.currency})`}
          error={refused.problems.amountMinor}
          className="sm:max-w-60"
        >
          <TextInput
            size="admin"
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            value={draft.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
        <SettlementFields {...fields} />
        <PurchaserFields {...fields} />
        <RecipientFields {...fields} />
        <DeliveryFields {...fields} />
        <div>
          <Button type="submit" variant="primary" size="admin" busy={creation.isPending}>
            {submitLabel(id, draft, brand.currency, formats.money)}
          </Button>
        </div>
      </form>
      <IssuePreview id={id} draft={draft} />
    </div>
  );
}

/** A gift of the house is given by the business, unless somebody else is named. */
function withGiver(draft: IssueDraft, business: { name: string; publicEmail: string }): IssueDraft {
  if (!isGivenAway(draft.settlement) || draft.purchaserName !== '' || draft.purchaserEmail !== '')
    return draft;
  return { ...draft, purchaserName: business.name, purchaserEmail: business.publicEmail };
}

function listProblems(problems: Record<string, string>, sentence: string | null): SummaryProblem[] {
  const named = ISSUE_FIELDS.flatMap((field) => {
    const message = problems[field];
    return message ? [{ fieldId: controlIds[field], message: `${personOf(field)}${message}` }] : [];
  });
  const others = Object.entries(problems)
    .filter(([field]) => !ISSUE_FIELDS.some((known) => known === field))
    .map(([, message]) => ({ message }));
  const all = [...named, ...others];
  return all.length > 0 || sentence === null ? all : [{ message: sentence }];
}

/** Both people have a name and an address: away from its field a sentence has to say whose it is about. */
function personOf(field: string): string {
  if (field.startsWith('purchaser.')) return 'Purchaser: ';
  return field.startsWith('recipient.') ? 'Recipient: ' : '';
}

function submitLabel(
  id: string,
  draft: IssueDraft,
  currency: string,
  money: (amountMinor: number, currency: string) => string,
): string {
  const read = readDraft(id, draft, currency);
  return read.ok ? `Issue certificate · ${money(read.input.amountMinor, currency)}` : 'Issue certificate';
}
