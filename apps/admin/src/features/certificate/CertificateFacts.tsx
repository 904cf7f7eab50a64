import { StatusBadge } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AdminOutputs } from '../../api/trpc.ts';
import { type Fact, Facts } from '../../controls/Facts.tsx';
import type { Formats } from '../../formats/formats.ts';
import { kindWords, methodWords, originWords } from '../../wording/certificate-words.ts';

type Certificate = AdminOutputs['certificates']['get'];

export function CertificateFacts({ certificate, formats }: { certificate: Certificate; formats: Formats }) {
  const instant = (iso: string | null) => (iso ? formats.instant(iso) : null);
  const facts: Fact[] = [
    { term: 'Status', value: <StatusBadge status={certificate.status} /> },
    { term: 'Void reason', value: certificate.voidReason },
    {
      term: 'Amount',
      value: <strong>{formats.money(certificate.amountMinor, certificate.currency)}</strong>,
    },
    { term: 'Valid through', value: validThroughWords(certificate, formats) },
    {
      term: 'Used on order',
      value: certificate.order && <OrderLink order={certificate.order} formats={formats} />,
    },
    { term: 'Recipient', value: person(certificate.recipientName, certificate.recipientEmail) },
    { term: 'Purchaser', value: person(certificate.purchaserName, certificate.purchaserEmail) },
    {
      term: 'Message',
      value: certificate.message && (
        <span dir="auto" className="lines-own-way block">
          {certificate.message}
        </span>
      ),
    },
    { term: 'Delivery', value: deliveryWords(certificate, formats) },
    { term: 'Payment', value: paymentWords(certificate) },
    { term: 'Refund', value: refundWords(certificate, formats) },
    { term: 'Kind', value: kindWords[certificate.kind] },
    { term: 'Origin', value: originWords[certificate.origin] },
    { term: 'Segment', value: certificate.segmentName },
    { term: 'Created', value: instant(certificate.createdAt) },
    { term: 'Activated', value: instant(certificate.activatedAt) },
    { term: 'Redeemed', value: instant(certificate.redeemedAt) },
    { term: 'Voided', value: instant(certificate.voidedAt) },
  ];
  return <Facts facts={facts} />;
}

function OrderLink({ order, formats }: { order: NonNullable<Certificate['order']>; formats: Formats }) {
  return (
    <>
      <Link
        to="/orders/$orderId"
        params={{ orderId: order.id }}
        className="text-brand underline underline-offset-2"
      >
        {order.reference}
      </Link>{' '}
      <span className="text-ink-2">
        ({order.status}, total {formats.money(order.totalMinor, order.currency)})
      </span>
    </>
  );
}

function person(name: string, email: string | null): ReactNode {
  if (name === '' && !email) return null;
  return (
    <>
      <bdi className="block">{name}</bdi>
      {email && (
        <a href={`mailto:${email}`} className="text-brand underline underline-offset-2">
          {email}
        </a>
      )}
    </>
  );
}

function validThroughWords({ validThrough, status }: Certificate, formats: Formats): string {
  if (validThrough) return formats.day(validThrough);
  return status === 'pending' ? 'Set when it is paid' : 'No last day';
}

function deliveryWords({ delivery, deliverOn }: Certificate, formats: Formats): string {
  const how = delivery === 'email' ? 'By e-mail' : 'On paper';
  return deliverOn ? `${how}, on ${formats.day(deliverOn)}` : how;
}

function refundWords({ refund }: Certificate, formats: Formats): string | null {
  if (!refund) return null;
  if (refund.refundedAt) return `Paid back ${formats.instant(refund.refundedAt)}`;
  if (refund.isInTrouble) return 'Could not be paid back: see the timeline';
  return `On its way since ${formats.instant(refund.requestedAt)}`;
}

function paymentWords({ payment }: Certificate): string {
  if (!payment) return 'None';
  const reference = payment.reference ? ` · ${payment.reference}` : '';
  return `${methodWords(payment.method)} · ${payment.status}${reference}`;
}
