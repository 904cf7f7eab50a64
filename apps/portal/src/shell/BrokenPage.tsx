import { Button } from '@boon/ui';
import { BareNotice } from './Notice.tsx';

/** When a part of the page cannot be loaded (a new version went live) or fails: start it afresh. */
export function BrokenPage() {
  return (
    <BareNotice
      title="Something went wrong"
      heading="This page could not be shown"
      action={
        <Button variant="primary" onClick={() => window.location.reload()}>
          Load it again
        </Button>
      }
    >
      <p>Nothing was charged by this, and nothing you entered is lost.</p>
    </BareNotice>
  );
}
