import { createContext, type ReactNode, useContext } from 'react';
import { AlertIcon } from './icons.tsx';

/** What a control inside a Field needs so that its label, hint and error are read with it. */
export type FieldControl = {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
};

const FieldContext = createContext<FieldControl>({});

export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

export type FieldProps = {
  /** Also the id of the control, so that an error summary can link to it. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** What is asked for is required unless it says so here. */
  optional?: boolean;
  /** `alert` where an error comes later than the press that caused it, and no summary tells of it. */
  errorRole?: 'alert';
  className?: string;
  children: ReactNode;
};

export function Field({
  id,
  label,
  hint,
  error,
  optional = false,
  errorRole,
  className = '',
  children,
}: FieldProps) {
  const control: FieldControl = { id, ...describedBy(id, hint, error) };
  if (!optional) control['aria-required'] = true;

  return (
    <div className={`flex min-w-0 flex-col gap-1.5 ${className}`}>
      <label htmlFor={id} className="font-semibold text-ink">
        {label}
        {optional && <span className="font-normal text-ink-2"> (optional)</span>}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      <FieldMessages id={id} hint={hint} error={error} errorRole={errorRole} />
    </div>
  );
}

export function describedBy(
  id: string,
  hint: ReactNode,
  error: string | undefined,
): Pick<FieldControl, 'aria-describedby' | 'aria-invalid'> {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    ...(ids ? { 'aria-describedby': ids } : {}),
    ...(error ? { 'aria-invalid': true as const } : {}),
  };
}

type FieldMessagesProps = {
  id: string;
  hint?: ReactNode;
  error?: string | undefined;
  errorRole?: 'alert' | undefined;
};

export function FieldMessages({ id, hint, error, errorRole }: FieldMessagesProps) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-2">
          {hint}
        </p>
      )}
      {error && (
        <p
          id={`${id}-error`}
          role={errorRole}
          className="flex items-start gap-1.5 text-sm font-medium text-danger"
        >
          <AlertIcon className="mt-[0.2em] size-3.5" />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}
