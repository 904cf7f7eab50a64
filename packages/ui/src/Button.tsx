import type { ComponentProps, MouseEvent } from 'react';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet';
export type ControlSize = 'portal' | 'admin';
export type ButtonSize = ControlSize | 'large';

const variantClasses: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-brand text-on-brand hover:bg-brand-hover',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-hover',
  quiet: 'border-transparent bg-transparent text-brand hover:bg-brand-soft',
};

const sizeClasses: Record<ButtonSize, string> = {
  large: 'min-h-[3.25rem] px-5 py-2.5 text-lg',
  portal: 'min-h-portal px-[1.125rem] py-2 text-base',
  admin: 'min-h-admin px-3 py-1 text-sm',
};

/** The classes of a button, for a link that looks like one. */
export function buttonClasses(variant: ButtonVariant = 'secondary', size: ButtonSize = 'portal'): string {
  return `relative inline-flex items-center justify-center gap-2 rounded-control border text-center font-semibold no-underline select-none aria-disabled:cursor-default disabled:opacity-55 ${sizeClasses[size]} ${variantClasses[variant]}`;
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button keeps its width, its focus and its name, and refuses presses. */
  busy?: boolean;
  disabled?: boolean;
};

export function Button({
  variant = 'secondary',
  size = 'portal',
  busy = false,
  type = 'button',
  className = '',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  }

  return (
    <button
      {...rest}
      type={type}
      onClick={press}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={`${buttonClasses(variant, size)} ${className}`}
    >
      <span className={`inline-flex items-center justify-center gap-2 ${busy ? 'opacity-0' : ''}`}>
        {children}
      </span>
      {busy && <Spinner />}
    </button>
  );
}

function Spinner() {
  return (
    <span className="absolute inset-0 grid place-items-center" aria-hidden="true">
      <span className="size-5 animate-spin rounded-full border-2 border-current border-e-transparent" />
    </span>
  );
}
