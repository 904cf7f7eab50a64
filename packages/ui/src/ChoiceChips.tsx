import type { ReactNode } from 'react';
import { describedBy, FieldMessages } from './Field.tsx';

export type Choice<Value extends string> = { value: Value; label: ReactNode };

export type ChoiceChipsProps<Value extends string> = {
  /** Also the id of the first choice's input, so that an error summary can link to the group. */
  id: string;
  legend: ReactNode;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** `display` sets amounts in the display face. */
  face?: 'text' | 'display';
  /** Grid columns, as classes. */
  columns?: string;
  hint?: ReactNode;
  error?: string | undefined;
};

const faceClasses = { text: 'font-semibold', display: 'font-display text-lg font-semibold' };

/**
 * One of a few: native radio buttons, so arrow keys, forms and screen readers work as people expect. The input covers
 * its chip, unseen, so that exploring by touch finds it.
 */
export function ChoiceChips<Value extends string>({
  id,
  legend,
  choices,
  value,
  onChange,
  face = 'text',
  columns = 'grid-cols-2',
  hint,
  error,
}: ChoiceChipsProps<Value>) {
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1.5"
      aria-describedby={describedBy(id, hint, error)['aria-describedby']}
    >
      <legend className="mb-1.5 font-semibold text-ink">{legend}</legend>
      <div className={`grid gap-2 ${columns}`}>
        {choices.map((choice, index) => (
          <label key={choice.value} className="relative flex">
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${choice.value}`}
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="peer absolute inset-0 z-1 size-full cursor-pointer appearance-none rounded-control"
            />
            <span
              className={`grid min-h-[3.25rem] w-full place-items-center rounded-control border border-line-strong bg-surface p-[3px] text-center text-ink peer-checked:border-2 peer-checked:border-brand peer-checked:bg-brand-soft peer-checked:p-[2px] peer-hover:peer-not-checked:bg-sunken peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus forced-colors:peer-checked:border-4 forced-colors:peer-checked:border-[Highlight] ${faceClasses[face]}`}
            >
              {choice.label}
            </span>
          </label>
        ))}
      </div>
      <FieldMessages id={id} hint={hint} error={error} />
    </fieldset>
  );
}
