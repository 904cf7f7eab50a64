import { parseAmount } from '@boon/core/money';
import { emailProblem, MESSAGE_LENGTH_MAX, messageProblem, nameProblem } from '@boon/core/purchase';
import type { AdminInputs } from '../../api/trpc.ts';
import type { PaymentMethod } from '../../controls/PaymentFields.tsx';

export type IssueInput = AdminInputs['certificates']['create'];
export type Settlement = 'paid' | 'pending' | 'complimentary' | 'compensation';

/** The form as it is typed; texts stay texts until all is well. */
export type IssueDraft = {
  amount: string;
  settlement: Settlement;
  method: PaymentMethod;
  reference: string;
  purchaserName: string;
  purchaserEmail: string;
  recipientName: string;
  recipientEmail: string;
  message: string;
  delivery: IssueInput['delivery'];
  /** `YYYY-MM-DD`, or empty for at once. */
  deliverOn: string;
};

export type IssueProblems = Partial<Record<IssueField, string>>;
export type IssueField =
  | 'amountMinor'
  | 'payment.reference'
  | 'purchaser.name'
  | 'purchaser.email'
  | 'recipient.name'
  | 'recipient.email'
  | 'message'
  | 'deliverOn';

export const ISSUE_FIELDS: readonly IssueField[] = [
  'amountMinor',
  'payment.reference',
  'purchaser.name',
  'purchaser.email',
  'recipient.name',
  'recipient.email',
  'message',
  'deliverOn',
];
export { MESSAGE_LENGTH_MAX };

export const emptyDraft: IssueDraft = {
  amount: '',
  settlement: 'paid',
  method: 'cash',
  reference: '',
  purchaserName: '',
  purchaserEmail: '',
  recipientName: '',
  recipientEmail: '',
  message: '',
  delivery: 'email',
  deliverOn: '',
};

/** No sale: nobody pays, and nobody gets a receipt. */
export function isGivenAway(settlement: Settlement): settlement is 'complimentary' | 'compensation' {
  return settlement === 'complimentary' || settlement === 'compensation';
}

export type ReadDraft = { ok: true; input: IssueInput } | { ok: false; problems: IssueProblems };

/** Turns the form into what the server takes, or says field by field what is missing. Limits of amounts are the server's. */
export function readDraft(id: string, draft: IssueDraft, currency: string): ReadDraft {
  const amount = parseAmount(draft.amount, currency);
  const recipientEmail = draft.recipientEmail.trim();
  const problems = withoutNulls({
    amountMinor: amount.ok ? null : amountWords[amount.problem],
    'purchaser.name': nameProblem(draft.purchaserName.trim(), 'the name of who pays or gives'),
    'purchaser.email': emailProblem(draft.purchaserEmail.trim()),
    'recipient.name': nameProblem(draft.recipientName.trim(), 'the name of who it is for'),
    'recipient.email':
      draft.delivery === 'email' || recipientEmail !== '' ? emailProblem(recipientEmail) : null,
    message: messageProblem(draft.message),
  });
  if (!amount.ok || Object.keys(problems).length > 0) return { ok: false, problems };

  return {
    ok: true,
    input: {
      id,
      amountMinor: amount.amountMinor,
      kind: isGivenAway(draft.settlement) ? draft.settlement : 'purchased',
      payment:
        draft.settlement === 'paid'
          ? { method: draft.method, reference: draft.reference.trim() || null }
          : null,
      purchaser: { name: draft.purchaserName.trim(), email: draft.purchaserEmail.trim() },
      recipient: { name: draft.recipientName.trim(), email: recipientEmail || null },
      message: draft.message.trim(),
      delivery: draft.delivery,
      deliverOn: draft.delivery === 'email' && draft.deliverOn !== '' ? draft.deliverOn : null,
    },
  };
}

const amountWords = {
  empty: 'Enter an amount.',
  number: 'Write the amount as a plain number, such as 150 or 150.50.',
  decimals: 'This currency has fewer decimals than that.',
  size: 'This amount is too large.',
} as const;

function withoutNulls(problems: Record<string, string | null>): IssueProblems {
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null));
}
