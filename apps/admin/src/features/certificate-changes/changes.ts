import type { AdminOutputs } from '../../api/trpc.ts';
import type { Permission } from '../../session/session.ts';

export type Certificate = AdminOutputs['certificates']['get'];
type Status = Certificate['status'];

/** In the order in which they are offered: what is done every day first, what takes something away last. */
const CHANGES = ['markPaid', 'resend', 'correct', 'extend', 'reissue', 'reactivate', 'void'] as const;
export type Change = (typeof CHANGES)[number];

type Rule = {
  readonly permission: Permission;
  readonly statuses: readonly Status[];
  readonly also?: (certificate: Certificate) => boolean;
};

const rules: Record<Change, Rule> = {
  markPaid: { permission: 'settle', statuses: ['pending'] },
  resend: { permission: 'resend', statuses: ['active'] },
  correct: { permission: 'settle', statuses: ['pending', 'active'] },
  extend: {
    permission: 'revive',
    statuses: ['active', 'expired'],
    // Without a last day there is nothing to move.
    also: ({ validThrough }) => validThrough !== null,
  },
  reissue: { permission: 'revive', statuses: ['active'] },
  // What was given back is no longer paid for.
  reactivate: { permission: 'revive', statuses: ['voided'], also: ({ refund }) => refund === null },
  void: { permission: 'void', statuses: ['pending', 'active', 'expired'] },
};

/** What this person may do with the certificate as it stands. The server decides; this keeps away what it would refuse. */
export function changesOffered(certificate: Certificate, permissions: readonly Permission[]): Change[] {
  return CHANGES.filter((change) => {
    const { permission, statuses, also = () => true } = rules[change];
    return permissions.includes(permission) && statuses.includes(certificate.status) && also(certificate);
  });
}

export const changeLabels: Record<Change, string> = {
  markPaid: 'Mark as paid…',
  resend: 'Send again…',
  correct: 'Correct…',
  extend: 'Extend…',
  reissue: 'New code…',
  reactivate: 'Reactivate…',
  void: 'Void…',
};

/** Where the mails with the code go: to the recipient, or to the purchaser of one that is printed. */
export function addressOfCode({ delivery, recipientEmail, purchaserEmail }: Certificate): string {
  return delivery === 'email' && recipientEmail ? recipientEmail : purchaserEmail;
}

/** Whether its money can be sent back from here: what was taken otherwise goes back by hand. */
export function isPaidOnline({ payment }: Certificate): boolean {
  return payment?.method === 'stripe' && payment.status === 'paid';
}
