import type { MouseEvent, Ref } from 'react';
import { AlertIcon } from './icons.tsx';

export type SummaryProblem = {
  /** The id of the control to go to; without one the problem is told as plain text. */
  fieldId?: string;
  message: string;
};

export type ErrorSummaryProps = {
  title: string;
  problems: readonly SummaryProblem[];
  /** The owner moves the focus here after a refused submit. */
  ref?: Ref<HTMLDivElement>;
};

export function ErrorSummary({ title, problems, ref }: ErrorSummaryProps) {
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="rounded-panel border-2 border-danger bg-danger-soft px-4 py-3 text-ink outline-offset-2"
    >
      <p className="flex items-center gap-2 font-semibold">
        <AlertIcon className="size-4 text-danger" />
        {title}
      </p>
      {problems.length > 0 && (
        <ul className="mt-1.5 flex list-disc flex-col gap-1 ps-10">
          {problems.map((problem) => (
            <li key={`${problem.fieldId ?? ''} ${problem.message}`}>
              {problem.fieldId ? (
                <a
                  href={`#${problem.fieldId}`}
                  onClick={focusField}
                  className="underline underline-offset-2 hover:decoration-2"
                >
                  {problem.message}
                </a>
              ) : (
                problem.message
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Focus without touching the address: the page's address must stay the one that was shared. */
function focusField(event: MouseEvent<HTMLAnchorElement>) {
  event.preventDefault();
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
