import { randomBytes } from 'node:crypto';
import type { PrivateFiles } from '../private-files.ts';
import type { LocalLog } from '../types.ts';
import { checkCharge } from './charge-limits.ts';
import {
  type CheckoutRecord,
  checkoutRecord,
  type EventRecord,
  type RefundRecord,
} from './checkout-record.ts';
import type { RefundParams, SessionParams } from './request-params.ts';
import { type LocalEvent, toEvent, toRefund, toSession } from './stripe-objects.ts';
import { noSuch, StripeProblem } from './stripe-problem.ts';

const RECORDS_MAX = 2_000;
const ANSWERS_PER_RECORD_MAX = 20;
const MINUTE_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * MINUTE_SECONDS;
/** Stripe, too, gives up on a live event after three days. */
const EVENT_LIFE_SECONDS = 3 * DAY_SECONDS;
const BANK_DEBIT_SECONDS = 10;

export type WaitingEvent = { record: CheckoutRecord; event: EventRecord };

export type CheckoutBookOptions = {
  files: PrivateFiles;
  clock: () => Date;
  log: LocalLog;
  pageUrl: (sessionId: string) => string;
  /** Called once for each new event, when it is on the disk. */
  onEvent: (waiting: WaitingEvent) => void;
};

export type CheckoutBook = Awaited<ReturnType<typeof openCheckoutBook>>;

/**
 * The checkouts of the local Stripe. Changes are made at once, so that two requests cannot both win; the caller then
 * awaits `save`, which puts the record on the disk and lets its events out.
 */
export async function openCheckoutBook({ files, clock, log, pageUrl, onEvent }: CheckoutBookOptions) {
  const records = await readRecords(files, log);
  const announced = new Set<string>();
  const nowSeconds = () => Math.floor(clock().getTime() / 1000);
  const sessionOf = (record: CheckoutRecord) => toSession(record, pageUrl(record.sessionId));

  async function save(record: CheckoutRecord): Promise<void> {
    await files.write(fileOf(record), JSON.stringify(record));
    for (const event of record.undeliveredEvents) {
      if (announced.has(event.id)) continue;
      announced.add(event.id);
      onEvent({ record, event });
    }
  }

  function saveInBackground(record: CheckoutRecord): void {
    save(record).catch(() => log('local Stripe could not save a checkout', { session: record.sessionId }));
  }

  function emit(record: CheckoutRecord, event: LocalEvent): void {
    const id = randomId('evt');
    const createdAtSeconds = nowSeconds();
    record.undeliveredEvents.push({
      id,
      createdAtSeconds,
      body: JSON.stringify(toEvent(id, createdAtSeconds, event)),
    });
  }

  /** What time alone does: an open session expires, a bank debit arrives. */
  function advance(record: CheckoutRecord): CheckoutRecord {
    if (record.state === 'open' && record.expiresAtSeconds <= nowSeconds()) {
      record.state = 'expired';
      emit(record, { type: 'checkout.session.expired', object: sessionOf(record) });
      saveInBackground(record);
    }
    if (record.state === 'processing' && (record.settlesAtSeconds ?? 0) <= nowSeconds()) {
      record.state = 'paid';
      emit(record, { type: 'checkout.session.async_payment_succeeded', object: sessionOf(record) });
      saveInBackground(record);
    }
    return record;
  }

  function makeRoom(): void {
    for (const [sessionId, record] of records) {
      if (records.size < RECORDS_MAX) return;
      records.delete(sessionId);
      void files
        .remove(fileOf(record))
        .catch(() => log('local Stripe could not remove a checkout', { session: sessionId }));
    }
  }

  function findPaymentIntent(paymentIntentId: string): CheckoutRecord | null {
    for (const record of records.values()) {
      const hasIntent = record.state === 'paid' || record.state === 'processing';
      if (hasIntent && record.paymentIntentId === paymentIntentId) return advance(record);
    }
    return null;
  }

  return {
    save,

    create(params: SessionParams): CheckoutRecord {
      const record = newRecord(params, nowSeconds());
      makeRoom();
      records.set(record.sessionId, record);
      return record;
    },

    find(sessionId: string): CheckoutRecord | null {
      const record = records.get(sessionId);
      return record === undefined ? null : advance(record);
    },

    findPaymentIntent,

    /** @throws StripeProblem when there is none */
    findRefund(refundId: string): { record: CheckoutRecord; refund: RefundRecord } {
      for (const record of records.values()) {
        const refund = record.refunds.find(({ id }) => id === refundId);
        if (refund !== undefined) return { record, refund };
      }
      throw noSuch('refund', refundId);
    },

    findAnswer(key: string) {
      for (const record of records.values()) {
        const answer = record.answers.find((candidate) => candidate.key === key);
        if (answer !== undefined) return answer;
      }
      return null;
    },

    keepAnswer(record: CheckoutRecord, answer: CheckoutRecord['answers'][number]): void {
      record.answers = [...record.answers, answer].slice(-ANSWERS_PER_RECORD_MAX);
    },

    /** @throws StripeProblem unless the session is open */
    expire(record: CheckoutRecord): void {
      if (record.state !== 'open') {
        throw new StripeProblem(400, 'Only Checkout Sessions with a status in ["open"] can be expired.');
      }
      record.state = 'expired';
      emit(record, { type: 'checkout.session.expired', object: sessionOf(record) });
    },

    /** The customer pays. Changes nothing unless the session is open, so a second click is harmless. */
    pay(record: CheckoutRecord, paidBy: 'card' | 'bank_debit'): void {
      if (record.state !== 'open') return;
      record.paidBy = paidBy;
      record.state = paidBy === 'card' ? 'paid' : 'processing';
      record.settlesAtSeconds = paidBy === 'card' ? null : nowSeconds() + BANK_DEBIT_SECONDS;
      emit(record, { type: 'checkout.session.completed', object: sessionOf(record) });
    },

    /** @throws StripeProblem when the payment is not there or less than `amount` of it is left */
    refund(params: RefundParams): { record: CheckoutRecord; refund: RefundRecord } {
      const record = findPaymentIntent(params.payment_intent);
      if (record === null) throw noSuch('payment_intent', params.payment_intent);
      const refund = newRefund(record, params, nowSeconds());
      record.refunds.push(refund);
      emit(record, { type: 'refund.created', object: toRefund(record, refund) });
      return { record, refund };
    },

    async delivered({ record, event }: WaitingEvent): Promise<void> {
      record.undeliveredEvents = record.undeliveredEvents.filter(({ id }) => id !== event.id);
      announced.delete(event.id);
      await save(record);
    },

    undelivered(): WaitingEvent[] {
      const oldest = nowSeconds() - EVENT_LIFE_SECONDS;
      return [...records.values()].flatMap((record) =>
        record.undeliveredEvents
          .filter((event) => event.createdAtSeconds > oldest)
          .map((event) => {
            announced.add(event.id);
            return { record, event };
          }),
      );
    },

    advanceAll(): void {
      for (const record of records.values()) advance(record);
    },
  };
}

async function readRecords(files: PrivateFiles, log: LocalLog): Promise<Map<string, CheckoutRecord>> {
  const records: CheckoutRecord[] = [];
  for (const { name, value } of await files.readAllJson()) {
    const parsed = checkoutRecord.safeParse(value);
    if (parsed.success) records.push(parsed.data);
    else log('local Stripe skips a damaged file', { file: name });
  }
  records.sort((a, b) => a.createdAtSeconds - b.createdAtSeconds);
  return new Map(records.map((record) => [record.sessionId, record]));
}

function newRecord(params: SessionParams, nowSeconds: number): CheckoutRecord {
  const [first] = params.line_items;
  const currency = first?.price_data.currency ?? '';
  const amount = params.line_items.reduce(
    (sum, item) => sum + item.quantity * item.price_data.unit_amount,
    0,
  );
  checkCharge(amount, currency);
  if (params.line_items.some((item) => item.price_data.currency !== currency)) {
    throw new StripeProblem(400, 'All line items must have the same currency.', { param: 'line_items' });
  }
  return {
    sessionId: randomId('cs_test'),
    paymentIntentId: randomId('pi'),
    chargeId: randomId('ch'),
    state: 'open',
    paidBy: null,
    settlesAtSeconds: null,
    createdAtSeconds: nowSeconds,
    expiresAtSeconds: expiry(params.expires_at, nowSeconds),
    amount,
    currency,
    productName: first?.price_data.product_data.name ?? '',
    businessName: params.branding_settings?.display_name ?? null,
    customerEmail: params.customer_email ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    locale: params.locale ?? null,
    submitType: params.submit_type ?? null,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    metadata: params.metadata,
    paymentMetadata: params.payment_intent_data?.metadata ?? {},
    refunds: [],
    undeliveredEvents: [],
    answers: [],
  };
}

function expiry(expiresAtSeconds: number | undefined, nowSeconds: number): number {
  const expires = expiresAtSeconds ?? nowSeconds + DAY_SECONDS;
  if (expires < nowSeconds + 30 * MINUTE_SECONDS || expires > nowSeconds + DAY_SECONDS) {
    throw new StripeProblem(
      400,
      'The `expires_at` timestamp must be 30 minutes to 24 hours from Checkout Session creation.',
      {
        code: 'parameter_invalid',
        param: 'expires_at',
      },
    );
  }
  return expires;
}

function newRefund(record: CheckoutRecord, params: RefundParams, nowSeconds: number): RefundRecord {
  const left = record.amount - record.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const amount = params.amount ?? left;
  if (record.state !== 'paid') {
    throw new StripeProblem(400, 'This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  if (left === 0) {
    throw new StripeProblem(400, `Charge ${record.chargeId} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount > left) {
    throw new StripeProblem(400, 'Refund amount is greater than unrefunded amount on charge.', {
      param: 'amount',
    });
  }
  return {
    id: randomId('re'),
    amount,
    createdAtSeconds: nowSeconds,
    reason: params.reason ?? null,
    metadata: params.metadata,
  };
}

function fileOf(record: CheckoutRecord): string {
  return `${record.sessionId}.json`;
}

function randomId(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('hex')}`;
}
