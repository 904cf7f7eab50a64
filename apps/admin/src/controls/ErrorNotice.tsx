import { AlertIcon, Button } from '@boon/ui';
import { sentenceFor } from '../api/refusal.ts';

export type ErrorNoticeProps = {
  /** What could not be shown, as the start of a sentence: "The certificates". */
  what: string;
  error: unknown;
  onRetry: () => void;
  isRetrying?: boolean;
};

/** Something could not be loaded: what happened, and the way to try again. */
export function ErrorNotice({ what, error, onRetry, isRetrying = false }: ErrorNoticeProps) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-panel border border-danger bg-danger-soft px-4 py-3"
    >
      <AlertIcon className="size-4 text-danger" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">{what} could not be shown.</strong> {sentenceFor(error)}
      </p>
      <Button size="admin" busy={isRetrying} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
