import { Field, TextArea } from '@boon/ui';

const REASON_LENGTH_MAX = 500;

export type ReasonFieldProps = {
  value: string;
  error: string | undefined;
  onChange: (reason: string) => void;
};

const ID = 'change-reason';

export function ReasonField({ value, error, onChange }: ReasonFieldProps) {
  return (
    <Field id={ID} label="Reason" hint="Shown in the timeline." error={error} errorRole="alert">
      <TextArea
        size="admin"
        charactersMax={REASON_LENGTH_MAX}
        maxLength={REASON_LENGTH_MAX}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export function focusReason(): void {
  document.getElementById(ID)?.focus();
}
