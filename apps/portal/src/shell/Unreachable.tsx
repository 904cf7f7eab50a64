import { Button } from '@boon/ui';
import { BareNotice } from './Notice.tsx';

export function Unreachable({ onRetry, isRetrying }: { onRetry: () => void; isRetrying: boolean }) {
  return (
    <BareNotice
      title="No connection"
      heading="We cannot be reached just now"
      action={
        <Button variant="primary" busy={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>Please check your connection. Nothing you entered is lost.</p>
    </BareNotice>
  );
}
