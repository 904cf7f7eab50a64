import { firstSegment, type Segment, type Workspace } from '@boon/core';
import { demoId } from './demo-ids.ts';

export const DEMO_SLUG = 'aurora';
export const DEMO_OWNER = { email: 'owner@aurora-journeys.example', name: 'Mara Lindqvist' } as const;

const IDENTITY = 'the demo workspace aurora';

/** `id` says when the demo was made: its whole history is told from that instant backwards. */
export function demoWorkspaceId(madeAt: Date): string {
  return demoId(madeAt, IDENTITY);
}

/**
 * The booking that is opened when all the rest of the history is written: where it exists, the demo is complete. Its id
 * follows from the workspace's alone, so that a demo of an earlier release, or with changed settings, is known again.
 */
export function demoLastBookingId(madeAt: Date): string {
  return demoId(madeAt, `${IDENTITY}: last booking`);
}

export function demoWorkspace(id: string, publicUrl: string): Workspace {
  return {
    id,
    slug: DEMO_SLUG,
    name: 'Aurora Journeys',
    publicEmail: 'hello@aurora-journeys.example',
    notificationEmail: 'bookings@aurora-journeys.example',
    brandColour: '#0B5C5E',
    currency: 'EUR',
    language: 'en',
    timeZone: 'Europe/Berlin',
    portalEnabled: true,
    portalHeading: 'Give a journey',
    portalIntro:
      'Fjords by kayak, northern lights by boat, a night under the glacier: you choose the amount, they choose the adventure.',
    amountMinMinor: 2_500,
    amountMaxMinor: 200_000,
    suggestedAmountsMinor: [5_000, 10_000, 15_000, 25_000],
    expiresAfterDays: 730,
    terms: [
      'This certificate can be used for any journey offered by Aurora Journeys.',
      'It is used in full on one booking, so the booking must cost at least as much as the certificate is worth.',
      'No balance is kept on it and it cannot be exchanged for cash.',
      'Several certificates can be used on the same booking.',
      'It is valid through the day printed on it, for booking; the journey itself may be later.',
      'Whoever holds the code can use it, so keep it as you would keep cash.',
    ].join('\n'),
    bookingUrl: `${publicUrl}/demo`,
    allowedOrigins: [publicUrl],
  };
}

export function demoSegment(workspaceId: string, madeAt: Date): Segment {
  return firstSegment({
    id: demoId(madeAt, `${IDENTITY}: segment everyone`),
    workspaceId,
    slug: 'everyone',
    name: 'Everyone',
    language: 'en',
  });
}
