import { getRouteApi } from '@tanstack/react-router';
import { CertificateList } from '../features/certificate-list/CertificateList.tsx';
import { readCertificateFilters } from '../features/certificate-list/filters.ts';
import { IssueLink } from '../layout/IssueLink.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/certificates');

export function CertificatesPage() {
  // The router keeps what it could not read beside what it could: only the latter may reach the server.
  const filters = readCertificateFilters(route.useSearch());
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
