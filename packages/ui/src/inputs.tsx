import type { ComponentProps } from 'react';
import type { ControlSize } from './Button.tsx';
import { useFieldControl } from './Field.tsx';

const controlClasses =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface text-ink aria-invalid:border-danger aria-invalid:border-2 disabled:bg-sunken disabled:text-ink-2';

const sizeClasses: Record<ControlSize, string> = {
  portal: 'min-h-portal px-3 py-2 text-base',
  admin: 'min-h-admin px-2.5 py-1 text-sm',
};

type WithSize<Props> = Omit<Props, 'size'> & { size?: ControlSize };

export function TextInput({
  size = 'portal',
  className = '',
  type = 'text',
  ...rest
}: WithSize<ComponentProps<'input'>>) {
  const control = useFieldControl();
  return (
    <input
      {...control}
      {...rest}
      type={type}
      className={`${controlClasses} ${sizeClasses[size]} ${className}`}
    />
  );
}

export function Select({ size = 'portal', className = '', ...rest }: WithSize<ComponentProps<'select'>>) {
  const control = useFieldControl();
  return <select {...control} {...rest} className={`${controlClasses} ${sizeClasses[size]} ${className}`} />;
}

export type TextAreaProps = WithSize<ComponentProps<'textarea'>> & {
  /** Characters the text may have. More can be typed or pasted, so that nothing is lost; the counter says so. */
  charactersMax?: number;
};

export function TextArea({ size = 'portal', className = '', charactersMax, value, ...rest }: TextAreaProps) {
  const control = useFieldControl();
  // As the server counts: an emoji is one character.
  const used = Array.from(String(value ?? '')).length;
  const counterId = charactersMax && control.id ? `${control.id}-counter` : undefined;
  const described = [control['aria-describedby'], counterId].filter(Boolean).join(' ');
  const isOver = charactersMax !== undefined && used > charactersMax;

  return (
    <div className="flex flex-col gap-1">
      <textarea
        {...control}
        {...rest}
        value={value}
        {...(described ? { 'aria-describedby': described } : {})}
        className={`${controlClasses} ${sizeClasses[size]} field-sizing-content max-h-[24rem] min-h-[5.75rem]! resize-y ${className}`}
      />
      {charactersMax !== undefined && (
        <p
          id={counterId}
          className={`self-end text-sm ${isOver ? 'font-semibold text-danger' : 'text-ink-2'}`}
        >
          {used} of {charactersMax} characters
        </p>
      )}
    </div>
  );
}
