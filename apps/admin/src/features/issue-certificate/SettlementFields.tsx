import { Field, Select, TextInput } from '@boon/ui';
import { RadioList } from '../../controls/ChoiceList.tsx';
import { type IssueDraft, type PaymentMethod, REFERENCE_LENGTH_MAX, type Settlement } from './issue-draft.ts';

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

const methods: readonly { value: PaymentMethod; label: string }[] = [
  { value: 'cash', label: 'Cash' },
  { value: 'transfer', label: 'Bank transfer' },
  { value: 'card_terminal', label: 'Card terminal' },
  { value: 'other', label: 'Other' },
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
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="payment-method" label="How it was paid">
            <Select
              size="admin"
              value={draft.method}
              onChange={(event) => {
                const method = methods.find(({ value }) => value === event.target.value);
                if (method) onChange({ method: method.value });
              }}
            >
              {methods.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field id="payment-reference" label="Reference" optional error={problemOf('payment.reference')}>
            <TextInput
              size="admin"
              autoComplete="off"
              maxLength={REFERENCE_LENGTH_MAX}
              value={draft.reference}
              onChange={(event) => onChange({ reference: event.target.value })}
            />
          </Field>
        </div>
      )}
    </div>
  );
}
