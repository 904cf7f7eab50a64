import { getRouteApi } from '@tanstack/react-router';
import { trpc } from '../api/trpc.ts';
import { BackLink } from '../controls/BackLink.tsx';
import { DetailSkeleton } from '../controls/DetailSkeleton.tsx';
import { Queried } from '../controls/Queried.tsx';
import { MailDetail } from '../features/outbox/MailDetail.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/outbox/$mailId');

export function MailPage() {
  const { mailId } = route.useParams();
  const mail = trpc.admin.outbox.get.useQuery({ id: mailId });
  return (
    <Page title={mail.data?.subject ?? 'Mail'} back={<BackLink to="/outbox">Outbox</BackLink>}>
      <Queried query={mail} what="The mail" skeleton={<DetailSkeleton label="Loading the mail" />}>
        {(data) => <MailDetail mail={data} />}
      </Queried>
    </Page>
  );
}
