import { formatMoney, MESSAGE_LENGTH_MAX } from '@boon/core';
import { Button, ErrorSummary, Field, type SummaryProblem, TextArea } from '@boon/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { AmountField } from './AmountField.tsx';
import { DeliveryFields } from './DeliveryFields.tsx';
import { controlIdOf, parseDraftAmount } from './gift-input.ts';
import { PeopleFields } from './PeopleFields.tsx';
import type { Purchase } from './use-purchase.ts';

// Both addresses can have the same problem; a list apart from the form has to tell them apart.
const EMAIL_LABELS: Readonly<Record<string, string>> = {
  'recipient.email': 'Their e-mail',
  'purchaser.email': 'Your e-mail',
};

export function PurchaseForm({ purchase, business }: { purchase: Purchase; business: string }) {
  const { draft, change, problems, isBusy } = purchase;
  const summaryRef = useRef<HTMLDivElement>(null);
  const [refusals, setRefusals] = useState(0);
  const summary = summaryOf(purchase, business);

  // Each refused submit brings the reader to the summary, also when it says the same again.
  useEffect(() => {
    if (refusals > 0) summaryRef.current?.focus();
  }, [refusals]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const isOnItsWay = await purchase.submit();
    if (!isOnItsWay) setRefusals((count) => count + 1);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-7">
      {summary && <ErrorSummary ref={summaryRef} title={summary.title} problems={summary.problems} />}
      <AmountField purchase={purchase} />
      <PeopleFields purchase={purchase} />
      <Field id="message" label="Message" optional error={problems.message}>
        <TextArea
          rows={3}
          dir="auto"
          charactersMax={MESSAGE_LENGTH_MAX}
          value={draft.message}
          onChange={(event) => change({ message: event.target.value })}
        />
      </Field>
      <DeliveryFields purchase={purchase} />
      <Button type="submit" variant="primary" busy={isBusy} size="large" className="w-full">
        {payLabel(purchase)}
      </Button>
    </form>
  );
}

function payLabel({ draft, terms }: Purchase): string {
  const amount = parseDraftAmount(draft, terms);
  if (!amount.ok || amount.amountMinor < terms.amountMinMinor || amount.amountMinor > terms.amountMaxMinor)
    return 'Continue to payment';
  return `Continue to payment · ${formatMoney({ amountMinor: amount.amountMinor, currency: terms.currency }, terms.language)}`;
}

function summaryOf(
  { draft, terms, problems, failure }: Purchase,
  business: string,
): { title: string; problems: SummaryProblem[] } | null {
  const named = Object.entries(problems).map(([field, problem]) => {
    const label = EMAIL_LABELS[field];
    const message = label ? `${label}: ${problem}` : problem;
    const fieldId = controlIdOf(field, draft, terms);
    return fieldId ? { fieldId, message } : { message };
  });
  if (named.length > 0) return { title: 'Please check the following', problems: named };
  if (failure === null) return null;
  if (failure.kind === 'refused')
    return { title: 'This did not go through', problems: [{ message: failure.message }] };
  return {
    title: `${business} cannot be reached just now`,
    problems: [
      { message: 'Nothing was charged and everything you entered is still here. Try again in a moment.' },
    ],
  };
}
