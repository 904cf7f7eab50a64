import { localDate, type Person, type Workspace } from '@boon/core';
import { demoId } from './demo-ids.ts';
import type { Draws } from './draws.ts';
import { drawCouple } from './people.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type PlannedCertificate, SECOND_MS } from './plan-certificate.ts';
import { drawTimeOfDay } from './seasons.ts';

export type PlannedBooking = {
  readonly id: string;
  readonly reference: string;
  readonly customer: Person;
  readonly totalMinor: number;
  readonly createdAt: Date;
  /** Through the widget, or by the booking site's server. */
  readonly redeemedBy: 'widget' | 'api_key';
  readonly redemptions: readonly {
    readonly id: string;
    readonly certificateId: string;
    readonly at: Date;
  }[];
  /** Null: still open. */
  readonly closing: { readonly status: 'completed' | 'cancelled'; readonly at: Date } | null;
};

/** What journeys of the business cost, for one to four people. */
const TOTALS_MINOR = [
  8_900, 15_000, 17_800, 26_700, 30_000, 35_600, 42_000, 45_000, 60_000, 84_000, 126_000, 168_000, 210_000,
];
const DEAREST_MINOR = 42_000;
const FIRST_REFERENCE = 10_421;
/** Hours between the bookings that are still open. */
const CART_AGE_STEP_HOURS = 19;
/** Every so often somebody uses two at once. */
const COUPLE_EVERY = 12;

type Use = { readonly certificates: readonly PlannedCertificate[]; readonly beganAt: Date };

/** The bookings that certificates were used on, oldest first; the last one is open, was begun just now and has none yet. */
export function planBookings(
  draws: Draws,
  workspace: Pick<Workspace, 'timeZone'>,
  certificates: readonly PlannedCertificate[],
  anchor: Date,
): PlannedBooking[] {
  const carts = certificates.filter(({ fate }) => fate === 'in_cart');
  const uses: Use[] = [
    ...drawUses(draws, workspace, certificates, anchor),
    ...carts.map((certificate, index) => ({
      certificates: [certificate],
      beganAt: new Date(anchor.getTime() - (3 + index * CART_AGE_STEP_HOURS) * HOUR_MS),
    })),
    { certificates: [], beganAt: new Date(anchor.getTime() - 9 * MINUTE_MS) },
  ];
  let number = FIRST_REFERENCE;
  return uses
    .toSorted((a, b) => a.beganAt.getTime() - b.beganAt.getTime())
    .map((use) => {
      const reference = `AJ-${number}`;
      number += draws.whole(1, 9);
      return planBooking(draws, use, reference);
    });
}

function drawUses(
  draws: Draws,
  workspace: Pick<Workspace, 'timeZone'>,
  certificates: readonly PlannedCertificate[],
  anchor: Date,
): Use[] {
  const uses = certificates
    .filter(({ fate }) => fate === 'spent' || fate === 'returned')
    .map((certificate) => ({
      certificate,
      beganAt: drawBeginning(draws, workspace, certificate, anchor),
    }))
    .toSorted((a, b) => a.beganAt.getTime() - b.beganAt.getTime());
  return uses.flatMap(({ certificate, beganAt }, index) => {
    const next = uses[index + 1];
    const previous = uses[index - 1];
    if (next && isSecondOfCouple(index + 1, certificate, next.certificate)) return [];
    const together = previous && isSecondOfCouple(index, previous.certificate, certificate);
    return [{ certificates: together ? [previous.certificate, certificate] : [certificate], beganAt }];
  });
}

function isSecondOfCouple(index: number, first: PlannedCertificate, second: PlannedCertificate): boolean {
  return index % COUPLE_EVERY === COUPLE_EVERY - 1 && first.fate === 'spent' && second.fate === 'spent';
}

const USED_WITHIN_DAYS = 400;
/** Old enough that a cancelled booking was cancelled before today. */
const USED_BEFORE_DAYS = 4;

function drawBeginning(
  draws: Draws,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  certificate: PlannedCertificate,
  anchor: Date,
): Date {
  const earliest = (certificate.sentAt ?? certificate.createdAt).getTime() + DAY_MS;
  const latest = Math.min(anchor.getTime() - USED_BEFORE_DAYS * DAY_MS, earliest + USED_WITHIN_DAYS * DAY_MS);
  const on = localDate(new Date(earliest + draws.fraction() * Math.max(0, latest - earliest)), timeZone);
  return drawTimeOfDay(draws, on, timeZone);
}

function planBooking(
  draws: Draws,
  { certificates, beganAt: createdAt }: Use,
  reference: string,
): PlannedBooking {
  const appliedMinor = certificates.reduce((sum, { gift }) => sum + gift.amountMinor, 0);
  const at = new Date(createdAt.getTime() + draws.whole(2, 8) * MINUTE_MS);
  const id = demoId(createdAt, `booking ${reference}`);
  return {
    id,
    reference,
    customer: customerOf(draws, certificates.at(-1)),
    totalMinor: drawTotal(draws, appliedMinor),
    createdAt,
    redeemedBy: draws.chance(0.75) ? 'widget' : 'api_key',
    redemptions: certificates.map((certificate, index) => {
      const redeemedAt = new Date(at.getTime() + index * 25 * SECOND_MS);
      return {
        id: demoId(redeemedAt, `redemption ${index} of ${reference}`),
        certificateId: certificate.id,
        at: redeemedAt,
      };
    }),
    closing: drawClosing(draws, certificates, at),
  };
}

function drawClosing(
  draws: Draws,
  certificates: readonly PlannedCertificate[],
  at: Date,
): PlannedBooking['closing'] {
  if (certificates.every(({ fate }) => fate === 'in_cart')) return null;
  if (certificates.some(({ fate }) => fate === 'returned')) {
    return { status: 'cancelled', at: new Date(at.getTime() + draws.whole(20, 60) * HOUR_MS) };
  }
  return { status: 'completed', at: new Date(at.getTime() + draws.whole(90, 900) * SECOND_MS) };
}

function drawTotal(draws: Draws, appliedMinor: number): number {
  const fitting = TOTALS_MINOR.filter((total) => total >= appliedMinor).slice(0, 3);
  return fitting.length > 0 ? draws.pick(fitting) : Math.ceil(appliedMinor / DEAREST_MINOR) * DEAREST_MINOR;
}

// Whoever was given it books; those without an address on file are somebody the demo has not met.
function customerOf(draws: Draws, certificate: PlannedCertificate | undefined): Person {
  const stranger = drawCouple(draws).purchaser;
  if (!certificate) return stranger;
  const { purchaser, recipient } = certificate.gift;
  if (recipient.email !== null) return { name: recipient.name, email: recipient.email };
  return recipient.name === purchaser.name ? purchaser : stranger;
}
