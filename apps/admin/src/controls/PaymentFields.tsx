import { Field, Select, TextInput } from '@boon/ui';
import type { AdminInputs } from '../api/trpc.ts';
import { methodWords } from '../wording/certificate-words.ts';

export type PaymentMethod = AdminInputs['certificates']['markPaid']['payment']['method'];
/** Money that staff took, as it is typed. */
export type ManualPayment = { method: PaymentMethod; reference: string };

const REFERENCE_LENGTH_MAX = 100;

const METHODS: readonly PaymentMethod[] = ['cash', 'transfer', 'card_terminal', 'other'];

export type PaymentFieldsProps = {
  payment: ManualPayment;
  referenceProblem: string | undefined;
  onChange: (changes: Partial<ManualPayment>) => void;
};

/** How money was paid that the payment provider did not take. */
export function PaymentFields({ payment, referenceProblem, onChange }: PaymentFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field id="payment-method" label="How it was paid">
        <Select
          size="admin"
          value={payment.method}
          onChange={(event) => {
            const method = METHODS.find((value) => value === event.target.value);
            if (method) onChange({ method });
          }}
        >
          {METHODS.map((method) => (
            <option key={method} value={method}>
              {methodWords(method)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="payment-reference" label="Reference" optional error={referenceProblem}>
        <TextInput
          size="admin"
          autoComplete="off"
          maxLength={REFERENCE_LENGTH_MAX}
          value={payment.reference}
          onChange={(event) => onChange({ reference: event.target.value })}
        />
      </Field>
    </div>
  );
}
