import { useNavigate } from '@tanstack/react-router';
import { BackLink } from '../controls/BackLink.tsx';
import { IssueForm } from '../features/issue-certificate/IssueForm.tsx';
import { Page } from '../layout/Page.tsx';
import { useMay } from '../session/session.ts';

export function IssueCertificatePage() {
  const navigate = useNavigate();
  const mayIssue = useMay('issue');
  return (
    <Page title="Issue a certificate" back={<BackLink to="/certificates">Certificates</BackLink>}>
      {mayIssue ? (
        <IssueForm
          onIssued={(certificateId) =>
            void navigate({ to: '/certificates/$certificateId', params: { certificateId }, replace: true })
          }
        />
      ) : (
        <p className="text-ink-2">
          Your role may look at certificates, but not issue them. Ask an owner of this workspace.
        </p>
      )}
    </Page>
  );
}
