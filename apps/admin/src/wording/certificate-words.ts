import type { AdminOutputs } from '../api/trpc.ts';

type Row = AdminOutputs['certificates']['list']['rows'][number];
export type CertificateStatus = Row['status'];
export type CertificateOrigin = Row['origin'];

export const statusWords: Record<CertificateStatus, string> = {
  pending: 'Pending',
  active: 'Active',
  redeemed: 'Redeemed',
  voided: 'Voided',
  expired: 'Expired',
};

export const originWords: Record<CertificateOrigin, string> = {
  portal: 'Portal',
  admin: 'Staff',
  api: 'API',
  import: 'Import',
};

export const kindWords: Record<Row['kind'], string> = {
  purchased: 'Purchased',
  complimentary: 'Complimentary',
  compensation: 'Compensation',
  migrated: 'Migrated',
};

const methods: Record<string, string> = { stripe: 'Stripe', transfer: 'Bank transfer' };

export function methodWords(method: string): string {
  return methods[method] ?? inWords(method);
}

const mails: Record<string, string> = { gift: 'Gift to the recipient', receipt: 'Receipt' };

export function mailWords(template: string): string {
  return mails[template] ?? inWords(template);
}

/** "card_terminal" as "Card terminal": for values whose list the server may lengthen. */
export function inWords(value: string): string {
  const words = value.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
