import { getRouteApi } from '@tanstack/react-router';
import { type AdminOutputs, trpc } from '../api/trpc.ts';
import { BackLink } from '../controls/BackLink.tsx';
import { DetailSkeleton } from '../controls/DetailSkeleton.tsx';
import { Queried } from '../controls/Queried.tsx';
import { CertificateDetail } from '../features/certificate/CertificateDetail.tsx';
import { CertificateActions } from '../features/certificate-changes/CertificateActions.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/certificates/$certificateId');

const REFRESH_MS = 10_000;
const REFRESH_UNDER_WAY_MS = 2_000;

function isUnderWay(certificate: AdminOutputs['certificates']['get'] | undefined): boolean {
  if (!certificate) return false;
  const isOnItsWay = certificate.deliveries.some(({ status }) => status === 'queued' || status === 'sending');
  const { refund } = certificate;
  return isOnItsWay || (refund !== null && refund.refundedAt === null && !refund.isInTrouble);
}

export function CertificatePage() {
  const { certificateId } = route.useParams();
  const certificate = trpc.admin.certificates.get.useQuery(
    { id: certificateId },
    // Mails and refunds follow the deed, while somebody watches.
    { refetchInterval: ({ state }) => (isUnderWay(state.data) ? REFRESH_UNDER_WAY_MS : REFRESH_MS) },
  );
  return (
    <Page
      title={certificate.data ? `Certificate ${certificate.data.number}` : 'Certificate'}
      back={<BackLink to="/certificates">Certificates</BackLink>}
      actions={certificate.data && <CertificateActions key={certificateId} certificate={certificate.data} />}
    >
      <Queried
        query={certificate}
        what="The certificate"
        skeleton={<DetailSkeleton label="Loading the certificate" />}
      >
        {(data) => <CertificateDetail certificate={data} />}
      </Queried>
    </Page>
  );
}
