import { OutboxList } from '../features/outbox/OutboxList.tsx';
import { Page } from '../layout/Page.tsx';

export function OutboxPage() {
  return (
    <Page title="Outbox">
      <OutboxList />
    </Page>
  );
}
