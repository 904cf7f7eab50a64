import {
  checkGift,
  DELIVERY_DAYS_AHEAD_MAX,
  deliveryWindow,
  EMAIL_LENGTH_MAX,
  emailProblem,
  nameProblem,
} from '@boon/core';
import { describe, expect, it } from 'vitest';
import { demoWorkspace, demoWorkspaceId } from './aurora.ts';
import { type History, planHistory } from './plan-history.ts';

const ANCHORS = Array.from(
  { length: 12 },
  (_, month) => new Date(Date.UTC(2026, month, 1 + 2 * month, 2 * month, 17)),
);
const workspaceAt = (anchor: Date) => demoWorkspace(demoWorkspaceId(anchor), 'https://boon.example');
const plans = ANCHORS.map((anchor) => ({ anchor, history: planHistory(workspaceAt(anchor), anchor) }));

function instantsOf({ certificates, bookings }: History): Date[] {
  return [
    ...certificates.flatMap(({ createdAt, paidAt, sentAt, voided }) => [
      createdAt,
      paidAt,
      sentAt,
      voided?.at,
    ]),
    ...bookings.flatMap(({ createdAt, closing, redemptions }) => [
      createdAt,
      closing?.at,
      ...redemptions.map(({ at }) => at),
    ]),
  ].filter((at) => at instanceof Date);
}

describe('the history of the demo, at any time of the year', () => {
  it('is the same for the same anchor', () => {
    for (const { anchor, history } of plans)
      expect(planHistory(workspaceAt(anchor), anchor)).toEqual(history);
  });

  it('lies in the past', () => {
    for (const { anchor, history } of plans) {
      for (const at of instantsOf(history)) expect(at.getTime()).toBeLessThan(anchor.getTime());
    }
  });

  it('has every fate, and about a third of the certificates spent', () => {
    for (const { history } of plans) {
      const { certificates } = history;
      const count = (fate: string) => certificates.filter((one) => one.fate === fate).length;
      expect(certificates).toHaveLength(162);
      expect(count('spent') / certificates.length).toBeGreaterThan(0.27);
      expect(count('spent') / certificates.length).toBeLessThan(0.45);
      expect(count('expired')).toBe(4);
      expect(count('unpaid')).toBe(3);
      expect(count('in_cart')).toBe(3);
      expect(count('returned')).toBe(1);
      expect(count('withdrawn')).toBe(5);
      expect(count('abandoned')).toBe(3);
    }
  });

  it('uses each certificate at most once, after it was sent, on an order that is dear enough', () => {
    for (const { history } of plans) {
      const byId = new Map(history.certificates.map((one) => [one.id, one]));
      const redemptions = history.bookings.flatMap((booking) => booking.redemptions);
      expect(new Set(redemptions.map(({ certificateId }) => certificateId)).size).toBe(redemptions.length);
      for (const { totalMinor, redemptions: own } of history.bookings) {
        const used = own.map(({ certificateId, at }) => ({ certificate: byId.get(certificateId), at }));
        const applied = used.reduce((sum, { certificate }) => sum + (certificate?.gift.amountMinor ?? 0), 0);
        expect(applied).toBeLessThanOrEqual(totalMinor);
        for (const { certificate, at } of used) {
          expect(certificate?.sentAt?.getTime() ?? Number.POSITIVE_INFINITY).toBeLessThan(at.getTime());
        }
      }
      expect(history.bookings.some((booking) => booking.redemptions.length === 2)).toBe(true);
    }
  });

  it('has ids, references and dates in one order', () => {
    for (const { history } of plans) {
      for (const row of [history.certificates, history.bookings]) {
        const dates = row.map(({ createdAt }) => createdAt.getTime());
        expect(dates).toEqual(dates.toSorted((a, b) => a - b));
        expect(new Set(row.map(({ id }) => id)).size).toBe(row.length);
      }
      const references = history.bookings.map(({ reference }) => reference);
      expect(new Set(references).size).toBe(references.length);
      expect(references.toSorted()).toEqual(references);
    }
  });

  it('passes the checks a customer passes, and writes to nobody who exists', () => {
    const mailbox = /^[a-z.]+@(example\.(com|org|net)|[a-z-]+\.example)$/;
    for (const { anchor, history } of plans) {
      const workspace = workspaceAt(anchor);
      for (const { gift, createdAt } of history.certificates) {
        const limits = {
          ...workspace,
          ...deliveryWindow(createdAt, workspace.timeZone, DELIVERY_DAYS_AHEAD_MAX),
        };
        expect(checkGift(gift, limits)).toEqual({});
        expect(gift.purchaser.email).toMatch(mailbox);
        if (gift.recipient.email !== null) expect(gift.recipient.email).toMatch(mailbox);
      }
      for (const { customer } of history.bookings) {
        expect(customer.email).toMatch(mailbox);
        expect(customer.email.length).toBeLessThanOrEqual(EMAIL_LENGTH_MAX);
        expect(emailProblem(customer.email) ?? nameProblem(customer.name, 'a name')).toBeNull();
      }
    }
  });
});
