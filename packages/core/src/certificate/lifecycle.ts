import { type Refusal, type RefusalCode, refuse } from '../refusal/refusal.ts';
import type { CertificateStatus } from './certificate.ts';

/** Every transition of a certificate that exists: from which statuses a command may start and where it may end. */
export const LIFECYCLE = {
  activate: { from: ['pending'], to: ['active'] },
  redeem: { from: ['active'], to: ['redeemed'] },
  reverse: { from: ['redeemed'], to: ['active', 'expired'] },
  void: { from: ['pending', 'active', 'expired'], to: ['voided'] },
  reactivate: { from: ['voided'], to: ['active', 'pending'] },
  expire: { from: ['active'], to: ['expired'] },
  extend: { from: ['active', 'expired'], to: ['active'] },
  reissue: { from: ['active'], to: ['active'] },
  correct: { from: ['pending', 'active'], to: ['pending', 'active'] },
  refund: { from: ['voided'], to: ['voided'] },
} as const satisfies Record<string, { from: readonly CertificateStatus[]; to: readonly CertificateStatus[] }>;

export type Command = keyof typeof LIFECYCLE;

const REFUSED_BY_STATUS = {
  pending: { code: 'certificate_pending', message: 'This certificate is not paid yet.' },
  active: { code: 'certificate_active', message: 'This certificate is already active.' },
  redeemed: { code: 'certificate_redeemed', message: 'This certificate has already been used.' },
  voided: { code: 'certificate_voided', message: 'This certificate was voided.' },
  expired: { code: 'certificate_expired', message: 'This certificate has expired.' },
} as const satisfies Record<CertificateStatus, { code: RefusalCode; message: string }>;

/** The refusal of `command` for a certificate of `status`, or null when the table allows it. */
export function refusalOf(command: Command, status: CertificateStatus): Refusal | null {
  const allowed: readonly CertificateStatus[] = LIFECYCLE[command].from;
  return allowed.includes(status) ? null : refusalForStatus(status);
}

export function refusalForStatus(status: CertificateStatus): Refusal {
  const { code, message } = REFUSED_BY_STATUS[status];
  return refuse(code, message);
}
