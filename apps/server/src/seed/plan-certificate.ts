import {
  addLocalDays,
  type GiftInput,
  localDate,
  PAYMENT_NOT_COMPLETED,
  type PaymentRecord,
  type Person,
  startOfLocalDay,
  type Workspace,
} from '@boon/core';
import { demoId } from './demo-ids.ts';
import type { Draws } from './draws.ts';
import { type Couple, drawCouple } from './people.ts';
import { COMPENSATIONS, GREETINGS, PRESENTS, VOID_REASONS } from './wording.ts';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What the history needs to know of the workspace. */
export type Business = Pick<Workspace, 'name' | 'publicEmail' | 'timeZone'>;

/** What becomes of a certificate: kept so far, spent, in an open or a cancelled booking, or never spent at all. */
export type Fate =
  | 'kept'
  | 'spent'
  | 'in_cart'
  | 'returned'
  | 'unpaid'
  | 'abandoned'
  | 'withdrawn'
  | 'expired';

export type PlannedCertificate = {
  readonly id: string;
  readonly createdAt: Date;
  readonly kind: 'purchased' | 'complimentary' | 'compensation';
  readonly origin: 'portal' | 'admin' | 'api';
  readonly gift: GiftInput;
  /** How it is paid; null for free ones. */
  readonly payment: PaymentRecord | null;
  /** Null: never paid, or free. */
  readonly paidAt: Date | null;
  /** When the mail that carries the document went out; null for one that never became active. */
  readonly sentAt: Date | null;
  readonly fate: Fate;
  readonly voided: { readonly at: Date; readonly reason: string } | null;
};

export type Occasion = { readonly createdAt: Date; readonly anchor: Date; readonly fate: Fate };

const SOURCES = [
  { origin: 'portal', kind: 'purchased', method: 'stripe', weight: 72 },
  { origin: 'api', kind: 'purchased', method: 'other', weight: 8 },
  { origin: 'admin', kind: 'purchased', method: 'card_terminal', weight: 5 },
  { origin: 'admin', kind: 'purchased', method: 'transfer', weight: 5 },
  { origin: 'admin', kind: 'purchased', method: 'cash', weight: 3 },
  { origin: 'admin', kind: 'complimentary', method: null, weight: 4 },
  { origin: 'admin', kind: 'compensation', method: null, weight: 3 },
] as const;
type Source = (typeof SOURCES)[number];

const AMOUNTS: readonly { readonly amountMinor: number; readonly weight: number }[] = [
  [2_500, 3],
  [5_000, 15],
  [7_500, 7],
  [8_900, 6],
  [10_000, 22],
  [12_000, 3],
  [15_000, 17],
  [17_800, 4],
  [20_000, 10],
  [25_000, 9],
  [30_000, 5],
  [42_000, 3],
  [50_000, 4],
  [84_000, 2],
  [100_000, 1],
  [150_000, 0.6],
  [200_000, 0.4],
].map(([amountMinor = 0, weight = 0]) => ({ amountMinor, weight }));
const GIVEN_AWAY_MAX_MINOR = 15_000;

/** One certificate as it would have come about at `createdAt`; everything before `anchor`. */
export function planCertificate(draws: Draws, workspace: Business, occasion: Occasion): PlannedCertificate {
  const { createdAt, fate } = occasion;
  const source = drawSource(draws, fate);
  const id = demoId(createdAt, `certificate ${createdAt.getTime()} ${draws.fraction()}`);
  const gift = drawGift(draws, workspace, source, occasion);
  const payment = drawPayment(draws, source, createdAt);
  const paidAt = payment === null ? null : drawPaidAt(draws, source, occasion);
  const isActive = paidAt !== null || payment === null;
  const mailFrom = (paidAt ?? createdAt).getTime() + draws.whole(6, 75) * SECOND_MS;
  const sentAt = isActive ? new Date(Math.max(mailFrom, morningOf(gift.deliverOn, workspace, draws))) : null;
  return {
    id,
    createdAt,
    kind: source.kind,
    origin: source.origin,
    gift,
    payment,
    paidAt,
    sentAt,
    fate,
    voided: drawVoiding(draws, occasion, sentAt),
  };
}

function drawSource(draws: Draws, fate: Fate): Source {
  const fitting = SOURCES.filter(({ origin, kind, method }) => {
    if (fate === 'abandoned') return origin === 'portal';
    if (fate === 'withdrawn') return kind === 'purchased';
    return fate === 'unpaid' ? method === 'transfer' : true;
  });
  return draws.pickWeighted(fitting, ({ weight }) => weight);
}

function drawGift(draws: Draws, workspace: Business, source: Source, occasion: Occasion): GiftInput {
  const { amountMinor } = draws.pickWeighted(
    AMOUNTS.filter((amount) => source.kind === 'purchased' || amount.amountMinor <= GIVEN_AWAY_MAX_MINOR),
    ({ weight }) => weight,
  );
  const couple = drawCouple(draws);
  if (source.kind !== 'purchased') return givenAway(draws, workspace, source.kind, amountMinor, couple);
  const { purchaser } = couple;
  if (draws.chance(0.07)) {
    const recipient = { name: purchaser.name, email: null };
    return { amountMinor, purchaser, recipient, message: '', delivery: 'print', deliverOn: null };
  }
  const message = draws.chance(0.72) ? drawGreeting(draws, couple, occasion.createdAt) : '';
  const prints = draws.chance(source.origin === 'portal' ? 0.16 : 0.35);
  const recipient = prints ? { name: couple.recipient.name, email: null } : couple.recipient;
  const deliverOn = prints ? null : drawDeliverOn(draws, workspace, source, occasion);
  return { amountMinor, purchaser, recipient, message, delivery: prints ? 'print' : 'email', deliverOn };
}

// Before Christmas most gifts say so; half of those who share a language write in it, the others in English.
function drawGreeting(draws: Draws, { language }: Couple, createdAt: Date): string {
  const { anyDay, christmas } = GREETINGS[draws.chance(0.5) ? language : 'en'];
  const isAdvent = createdAt.getUTCMonth() === 11 && createdAt.getUTCDate() <= 24;
  return draws.pick(isAdvent && draws.chance(0.7) ? christmas : anyDay);
}

function givenAway(
  draws: Draws,
  workspace: Business,
  kind: 'complimentary' | 'compensation',
  amountMinor: number,
  { recipient }: Couple,
): GiftInput {
  const purchaser: Person = { name: workspace.name, email: workspace.publicEmail };
  const message = draws.pick(kind === 'compensation' ? COMPENSATIONS : PRESENTS);
  return { amountMinor, purchaser, recipient, message, delivery: 'email', deliverOn: null };
}

const DELIVERY_DAYS_MAX = 16;

// Only where the day has come already: the history queues no mail that would still have to be sent.
function drawDeliverOn(
  draws: Draws,
  { timeZone }: Business,
  source: Source,
  { createdAt, anchor, fate }: Occasion,
): string | null {
  const hasRoom = anchor.getTime() - createdAt.getTime() > (DELIVERY_DAYS_MAX + 10) * DAY_MS;
  if (source.origin !== 'portal' || !hasRoom || fate === 'abandoned' || !draws.chance(0.18)) return null;
  return addLocalDays(localDate(createdAt, timeZone), draws.whole(2, DELIVERY_DAYS_MAX));
}

function morningOf(deliverOn: string | null, { timeZone }: Business, draws: Draws): number {
  if (deliverOn === null) return 0;
  return startOfLocalDay(deliverOn, timeZone).getTime() + 8 * HOUR_MS + draws.whole(1, 40) * SECOND_MS;
}

function drawPayment(draws: Draws, { method }: Source, createdAt: Date): PaymentRecord | null {
  if (method === null) return null;
  const number = draws.whole(1_000, 9_999);
  const references = {
    stripe: `pi_demo_${createdAt.getTime().toString(36)}${number}`,
    other: `web-${number}`,
    card_terminal: `Terminal 2, slip ${number}`,
    transfer: `Invoice ${createdAt.getUTCFullYear()}-${number}`,
    cash: null,
  };
  return { method, reference: references[method] };
}

function drawPaidAt(draws: Draws, { method }: Source, { createdAt, anchor, fate }: Occasion): Date | null {
  if (fate === 'unpaid' || fate === 'abandoned') return null;
  if (method === 'stripe') return new Date(createdAt.getTime() + draws.whole(48, 260) * SECOND_MS);
  if (method !== 'transfer') return createdAt;
  const arrivesAt = createdAt.getTime() + draws.whole(20, 90) * HOUR_MS;
  return arrivesAt < anchor.getTime() - DAY_MS ? new Date(arrivesAt) : createdAt;
}

function drawVoiding(
  draws: Draws,
  { createdAt, anchor, fate }: Occasion,
  sentAt: Date | null,
): PlannedCertificate['voided'] {
  if (fate === 'abandoned') {
    const at = new Date(createdAt.getTime() + DAY_MS + draws.whole(1, 9) * MINUTE_MS);
    return { at, reason: PAYMENT_NOT_COMPLETED };
  }
  if (fate !== 'withdrawn' || sentAt === null) return null;
  const at = sentAt.getTime() + draws.whole(2, 200) * HOUR_MS;
  const latest = anchor.getTime() - HOUR_MS;
  return { at: new Date(Math.min(at, latest)), reason: draws.pick(VOID_REASONS) };
}
