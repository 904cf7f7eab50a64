import { Button } from '@boon/ui';
import { Page } from '../layout/Page.tsx';

/** A fault in this screen. What it was goes to the browser's console, not on the page. */
export function CrashedPage() {
  return (
    <Page title="This screen stopped working">
      <p className="mb-4 max-w-text text-ink-2">Nothing was changed by it. Load the page again to go on.</p>
      <Button size="admin" variant="primary" onClick={() => location.reload()}>
        Load the page again
      </Button>
    </Page>
  );
}
