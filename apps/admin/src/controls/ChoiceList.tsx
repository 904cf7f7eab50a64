import { describedBy, FieldMessages } from '@boon/ui';
import type { ReactNode } from 'react';

export type ListedChoice<Value extends string | number> = {
  value: Value;
  label: string;
  /** A sentence about it, under its label. */
  note?: string;
};

type CommonProps<Value extends string | number> = {
  name: string;
  legend: string;
  /** A legend that heads a part of a form looks like the headings beside it. */
  legendLook?: 'label' | 'heading';
  choices: readonly ListedChoice<Value>[];
};

const legendClasses = { label: 'mb-1 font-semibold', heading: 'mb-2 font-display text-lg font-semibold' };

/** Several of a few, as native checkboxes. */
export function CheckboxList<Value extends string | number>({
  name,
  legend,
  legendLook = 'label',
  choices,
  values,
  error,
  onChange,
}: CommonProps<Value> & {
  values: readonly Value[];
  error?: string | undefined;
  onChange: (values: Value[]) => void;
}) {
  // The order of the choices, whatever the order of the clicks: one set of filters, one address.
  const toggle = (value: Value) =>
    onChange(
      choices.map((choice) => choice.value).filter((each) => (each === value) !== values.includes(each)),
    );
  return (
    <fieldset aria-describedby={describedBy(name, null, error)['aria-describedby']}>
      <legend className={legendClasses[legendLook]}>{legend}</legend>
      {choices.map((choice) => (
        <ChoiceLine key={choice.value} id={`${name}-${choice.value}`} choice={choice}>
          <input
            id={`${name}-${choice.value}`}
            type="checkbox"
            name={name}
            checked={values.includes(choice.value)}
            onChange={() => toggle(choice.value)}
            className="size-4 shrink-0 accent-brand"
          />
        </ChoiceLine>
      ))}
      <FieldMessages id={name} error={error} />
    </fieldset>
  );
}

/** One of a few, as native radio buttons. */
export function RadioList<Value extends string | number>({
  name,
  legend,
  legendLook = 'label',
  choices,
  value,
  error,
  onChange,
}: CommonProps<Value> & {
  value: Value | undefined;
  error?: string | undefined;
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset aria-describedby={describedBy(name, null, error)['aria-describedby']}>
      <legend className={legendClasses[legendLook]}>{legend}</legend>
      {choices.map((choice) => (
        <ChoiceLine key={choice.value} id={`${name}-${choice.value}`} choice={choice}>
          <input
            id={`${name}-${choice.value}`}
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="size-4 shrink-0 accent-brand"
          />
        </ChoiceLine>
      ))}
      <FieldMessages id={name} error={error} />
    </fieldset>
  );
}

function ChoiceLine({
  id,
  choice: { label, note },
  children,
}: {
  id: string;
  choice: ListedChoice<string | number>;
  children: ReactNode;
}) {
  const classes = note ? 'items-start py-1 [&>input]:mt-[0.15em]' : 'items-center';
  return (
    <label htmlFor={id} className={`flex min-h-7 gap-2 pe-2 ${classes}`}>
      {children}
      {note ? (
        <span className="min-w-0">
          <span className="font-semibold">{label}</span>
          <span className="block text-ink-2">{note}</span>
        </span>
      ) : (
        label
      )}
    </label>
  );
}
