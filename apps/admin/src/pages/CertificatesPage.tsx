import { getRouteApi } from '@tanstack/react-router';
import { CertificateList } from '../features/certificate-list/CertificateList.tsx';
import { IssueLink } from '../layout/IssueLink.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/certificates');

export function CertificatesPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title="Certificates" actions={<IssueLink />}>
      <CertificateList
        filters={filters}
        onChange={(search) => void navigate({ search, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
