import { getRouteApi } from '@tanstack/react-router';
import { trpc } from '../api/trpc.ts';
import { BackLink } from '../controls/BackLink.tsx';
import { DetailSkeleton } from '../controls/DetailSkeleton.tsx';
import { Queried } from '../controls/Queried.tsx';
import { CertificateActions } from '../features/certificate/CertificateActions.tsx';
import { CertificateDetail } from '../features/certificate/CertificateDetail.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/certificates/$certificateId');

export function CertificatePage() {
  const { certificateId } = route.useParams();
  const certificate = trpc.admin.certificates.get.useQuery({ id: certificateId });
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
