import { type FormEvent, useId } from 'react';

export type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
};

/** `data-search` is what the `/` key looks for. */
export function SearchField({ label, placeholder, value, onChange, onSubmit }: SearchFieldProps) {
  const id = useId();
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <search className="w-full max-w-md">
      <form onSubmit={submit}>
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <input
          id={id}
          data-search
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-admin w-full rounded-control border border-line-strong bg-surface px-2.5 py-1 text-ink"
        />
      </form>
    </search>
  );
}
