import {
  abandonPurchase,
  activate,
  bookLatePayment,
  DomainError,
  PAYMENT_WINDOW_HOURS,
  refuse,
  type StoredCertificate,
  type Workspace,
} from '@boon/core';
import { readState, readWorkspace, type State, type StoredPayment } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import type { Checkout } from '../gateways/payments.ts';
import type { Services } from '../services.ts';

export type PaymentIds = {
  readonly workspaceId: string;
  readonly certificateId: string;
  readonly paymentId: string;
};

/** `processing`: the customer is done, the money is not here yet. `closed`: abandoned, failed or voided, nothing was charged. */
export type PaymentState = 'open' | 'processing' | 'paid' | 'closed';
export type Settlement = {
  readonly state: PaymentState;
  readonly certificate: StoredCertificate;
  readonly checkoutUrl: string | null;
};

const HOUR_MS = 3_600_000;

/**
 * Asks the provider how a payment stands and writes down what follows, exactly once whoever asks: its event, the customer
 * coming back, or the check that runs by itself. @throws DomainError not_found, GatewayError
 */
export async function settlePayment(services: Services, ids: PaymentIds): Promise<Settlement> {
  const { certificate, payment } = await readPayment(services, ids);
  if (payment.status === 'paid') return settled(payment, certificate);
  const windowEnd = payment.createdAt.getTime() + PAYMENT_WINDOW_HOURS * HOUR_MS;
  // That we closed a payment is no word of the provider's: a page that was opened at that very moment can still be paid.
  const isOver = payment.status === 'closed' || services.clock.now().getTime() >= windowEnd;
  // No page was ever shown to anybody, and one that got lost on its way here is dead by the window's end.
  if (payment.checkoutId === null) {
    return isOver ? giveUp(services, ids) : { state: 'open', certificate, checkoutUrl: null };
  }
  const read = await services.payments.readCheckout(payment.checkoutId);
  const checkout =
    read.status === 'open' && isOver ? await services.payments.expireCheckout(payment.checkoutId) : read;
  if (checkout.paid) return confirmPaid(services, ids, checkout);
  if (checkout.status === 'expired' || (await hasFailed(services, checkout))) return giveUp(services, ids);
  return {
    state: checkout.status === 'open' ? 'open' : 'processing',
    certificate,
    checkoutUrl: checkout.url,
  };
}

/** Whether the customer is done and the money will not come all the same, as with a bank debit that was refused. */
export async function hasFailed(
  { payments }: Pick<Services, 'payments'>,
  { status, paid, paymentReference }: Checkout,
): Promise<boolean> {
  if (status !== 'complete' || paid || paymentReference === null) return false;
  return (await payments.readPaymentProgress(paymentReference)) === 'failed';
}

async function confirmPaid(services: Services, ids: PaymentIds, checkout: Checkout): Promise<Settlement> {
  const workspace = await readWorkspace(services.database, ids.workspaceId);
  await decideAndRecord<PaymentAndCertificate, null>(
    services,
    () => readPayment(services, ids),
    ({ certificate, payment, now }) => {
      if (payment.status === 'paid') return { type: 'settled', value: null };
      assertMatches(checkout, ids, payment);
      const paidAt = services.clock.from(now);
      const { paymentReference: reference } = checkout;
      // A voiding that was taken back leaves the certificate waiting for this very money.
      const isLate = payment.status === 'closed' && certificate.state.status !== 'pending';
      return isLate
        ? bookLatePayment(certificate, payment, reference, paidAt)
        : activatePaid(workspace, certificate, payment, reference, paidAt);
    },
  );
  const { certificate, payment } = await readPayment(services, ids);
  return settled(payment, certificate);
}

function activatePaid(
  workspace: Workspace,
  certificate: StoredCertificate,
  payment: StoredPayment,
  reference: string | null,
  now: Date,
) {
  const actor = { kind: 'purchaser', id: null, name: certificate.purchaser.name } as const;
  return activate(certificate, { method: 'stripe', reference }, payment, workspace, actor, now);
}

/** What was charged must be what was asked for, for this very certificate. */
function assertMatches(checkout: Checkout, ids: PaymentIds, payment: StoredPayment): void {
  const matches =
    checkout.paymentId === ids.paymentId &&
    checkout.certificateId === ids.certificateId &&
    checkout.workspaceId === ids.workspaceId &&
    checkout.amountMinor === payment.amount.amountMinor &&
    checkout.currency === payment.amount.currency;
  if (!matches) {
    throw new DomainError(
      refuse(
        'amount_out_of_range',
        'What was paid is not what was asked for; the certificate stays as it is.',
      ),
    );
  }
}

async function giveUp(services: Services, ids: PaymentIds): Promise<Settlement> {
  await decideAndRecord<PaymentAndCertificate, null>(
    services,
    () => readPayment(services, ids),
    ({ certificate, payment, now }): ReturnType<typeof abandonPurchase> | Settled<null> =>
      payment.status === 'open'
        ? abandonPurchase(certificate, payment, services.clock.from(now))
        : { type: 'settled', value: null },
  );
  const { certificate, payment } = await readPayment(services, ids);
  return settled(payment, certificate);
}

function settled(payment: StoredPayment, certificate: StoredCertificate): Settlement {
  return { state: payment.status === 'paid' ? 'paid' : 'closed', certificate, checkoutUrl: null };
}

type PaymentAndCertificate = { certificate: StoredCertificate; payment: StoredPayment; now: Date };

async function readPayment(services: Services, ids: PaymentIds): Promise<PaymentAndCertificate> {
  const { certificateId, paymentId } = ids;
  const state: State = await readState(services.database, ids.workspaceId, { certificateId, paymentId });
  const { certificate, payment, now } = state;
  if (!certificate || payment?.certificateId !== certificateId) throw notFound('purchase');
  return { certificate, payment, now };
}
