import { RadioList } from '../../controls/ChoiceList.tsx';
import { PaymentFields } from '../../controls/PaymentFields.tsx';
import type { IssueDraft, Settlement } from './issue-draft.ts';

export type FieldsProps = {
  draft: IssueDraft;
  onChange: (changes: Partial<IssueDraft>) => void;
  problemOf: (field: string) => string | undefined;
};

const settlements: readonly { value: Settlement; label: string }[] = [
  { value: 'paid', label: 'Paid already' },
  { value: 'pending', label: 'Not paid yet: leave it pending' },
  { value: 'complimentary', label: 'Complimentary: a gift of the house' },
  { value: 'compensation', label: 'Compensation: for something that went wrong' },
];

const outcomes: Record<Settlement, string> = {
  paid: 'It starts active, and counts as sold.',
  pending: 'It cannot be used until it is marked as paid.',
  complimentary: 'It starts active, and counts neither as sold nor as revenue.',
  compensation: 'It starts active, and counts neither as sold nor as revenue.',
};

/** Whether and how the certificate was paid. */
export function SettlementFields({ draft, onChange, problemOf }: FieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <div>
        <RadioList
          name="settlement"
          legend="Payment"
          legendLook="heading"
          choices={settlements}
          value={draft.settlement}
          onChange={(settlement) => onChange({ settlement })}
        />
        <p className="mt-1 text-ink-2" aria-live="polite">
          {outcomes[draft.settlement]}
        </p>
      </div>
      {draft.settlement === 'paid' && (
        <PaymentFields
          payment={{ method: draft.method, reference: draft.reference }}
          referenceProblem={problemOf('payment.reference')}
          onChange={onChange}
        />
      )}
    </div>
  );
}
