import { CertificateFace } from '@boon/ui';
import type { AdminOutputs } from '../../api/trpc.ts';
import { Panel } from '../../controls/Panel.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { useSession } from '../../session/session.ts';
import { CertificateFacts } from './CertificateFacts.tsx';
import { Deliveries } from './Deliveries.tsx';
import { RevealCode } from './RevealCode.tsx';
import { Timeline } from './Timeline.tsx';

type Certificate = AdminOutputs['certificates']['get'];

/** Nobody else would ever send it: on its day the certificate was voided, used or past its own. */
function MissedGift({ certificate }: { certificate: Certificate }) {
  const isQueued = certificate.deliveries.some(({ status }) => status === 'queued' || status === 'planned');
  if (!certificate.giftMissedItsMail || certificate.status !== 'active' || isQueued) return null;
  return (
    <p className="mb-3 rounded-panel border border-warning bg-warning-soft px-4 py-2.5 text-warning">
      <strong className="font-semibold">The gift was not sent.</strong> When its mail was due, the certificate
      could not be used. Look at the address, then use “Send again…”.
    </p>
  );
}

export function CertificateDetail({ certificate }: { certificate: Certificate }) {
  const { brand } = useSession();
  const formats = useFormats();
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-7">
        <Panel id="code" title="Code">
          <RevealCode key={certificate.id} certificateId={certificate.id} last4={certificate.codeLast4} />
        </Panel>
        <Panel id="facts" title="Facts">
          <CertificateFacts certificate={certificate} formats={formats} />
        </Panel>
        <Panel id="deliveries" title="Deliveries">
          <MissedGift certificate={certificate} />
          <Deliveries deliveries={certificate.deliveries} formats={formats} />
        </Panel>
      </div>
      <div className="flex min-w-0 flex-col gap-7">
        <CertificateFace
          id={certificate.id}
          business={brand.name}
          amountMinor={certificate.amountMinor}
          currency={certificate.currency}
          language={brand.language}
          recipientName={certificate.recipientName}
          purchaserName={certificate.purchaserName}
          message={certificate.message}
          label="What the certificate looks like"
          className="max-w-md"
        />
        <Panel id="timeline" title="Timeline" aside={`Times in ${brand.timeZone.replaceAll('_', ' ')}`}>
          <Timeline activities={certificate.activities} formats={formats} />
        </Panel>
      </div>
    </div>
  );
}
