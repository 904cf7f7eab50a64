import { describe, expect, it } from 'vitest';
import {
  active,
  expired,
  NOW,
  order,
  PAID,
  PAST,
  pending,
  REDEMPTION_ID,
  redeemed,
  STAFF,
  voided,
  ZONE,
} from '../testing/given.ts';
import { CERTIFICATE_STATUSES, type StoredCertificate } from './certificate.ts';
import { activate } from './create-certificate.ts';
import type { Outcome } from './decision.ts';
import { expire } from './expire-certificate.ts';
import { type Command, LIFECYCLE } from './lifecycle.ts';
import { redeem, reverse } from './redeem-certificate.ts';
import { voidCertificate } from './void-certificate.ts';

/** Each status, and those the clock changes before anybody writes it down. */
const GIVEN = {
  pending: pending(),
  active: active(),
  'active without an end': active(null),
  'active, its day past': active(PAST),
  redeemed: redeemed(),
  'redeemed, its day past': redeemed(PAST),
  voided: voided(),
  expired: expired(),
} as const satisfies Record<string, StoredCertificate>;

const RUN: Record<Command, (certificate: StoredCertificate) => Outcome> = {
  activate: (certificate) =>
    activate(certificate, PAID, null, { expiresAfterDays: 730, timeZone: ZONE }, STAFF, NOW),
  redeem: (certificate) => redeem(certificate, order(), REDEMPTION_ID, STAFF, NOW),
  reverse: (certificate) =>
    reverse({ id: REDEMPTION_ID, certificate }, order({ appliedMinor: 15_000 }), STAFF, NOW),
  void: (certificate) => voidCertificate(certificate, null, 'a mistake', STAFF, NOW),
  expire: (certificate) => expire(certificate, NOW),
};

/** Where each command leads from each status, or the code it is refused with. */
const EXPECTED: Record<keyof typeof GIVEN, Record<Command, string>> = {
  pending: {
    activate: 'active',
    redeem: 'refused: certificate_pending',
    reverse: 'refused: certificate_pending',
    void: 'voided',
    expire: 'refused: certificate_pending',
  },
  active: {
    activate: 'refused: certificate_active',
    redeem: 'redeemed',
    reverse: 'refused: certificate_active',
    void: 'voided',
    expire: 'refused: certificate_active',
  },
  'active without an end': {
    activate: 'refused: certificate_active',
    redeem: 'redeemed',
    reverse: 'refused: certificate_active',
    void: 'voided',
    expire: 'refused: certificate_active',
  },
  'active, its day past': {
    activate: 'refused: certificate_expired',
    redeem: 'refused: certificate_expired',
    reverse: 'refused: certificate_expired',
    void: 'voided',
    expire: 'expired',
  },
  redeemed: {
    activate: 'refused: certificate_redeemed',
    redeem: 'refused: certificate_redeemed',
    reverse: 'active',
    void: 'refused: certificate_redeemed',
    expire: 'refused: certificate_redeemed',
  },
  'redeemed, its day past': {
    activate: 'refused: certificate_redeemed',
    redeem: 'refused: certificate_redeemed',
    reverse: 'expired',
    void: 'refused: certificate_redeemed',
    expire: 'refused: certificate_redeemed',
  },
  voided: {
    activate: 'refused: certificate_voided',
    redeem: 'refused: certificate_voided',
    reverse: 'refused: certificate_voided',
    void: 'refused: certificate_voided',
    expire: 'refused: certificate_voided',
  },
  expired: {
    activate: 'refused: certificate_expired',
    redeem: 'refused: certificate_expired',
    reverse: 'refused: certificate_expired',
    void: 'voided',
    expire: 'refused: certificate_expired',
  },
};

const COMMANDS = Object.keys(LIFECYCLE) as Command[];
const CELLS = Object.entries(GIVEN).flatMap(([status, given]) =>
  COMMANDS.map((command) => ({ status: status as keyof typeof GIVEN, given, command })),
);

function ending(outcome: Outcome): string {
  if (outcome.type === 'refusal') return `refused: ${outcome.code}`;
  return outcome.certificates.map(({ row }) => row.state.status).join();
}

describe('the lifecycle', () => {
  it.each(CELLS)('$command of a certificate that is $status', ({ status, given, command }) => {
    expect(ending(RUN[command](given))).toBe(EXPECTED[status][command]);
  });

  it('has every status and every command in the table above', () => {
    expect(new Set(Object.values(GIVEN).map(({ state }) => state.status))).toEqual(
      new Set(CERTIFICATE_STATUSES),
    );
    expect(COMMANDS).toEqual(Object.keys(RUN));
  });

  it('ends only where the published table says', () => {
    for (const { given, command } of CELLS) {
      const outcome = RUN[command](given);
      if (outcome.type === 'refusal') continue;
      const to: readonly string[] = LIFECYCLE[command].to;
      expect(to).toContain(ending(outcome));
    }
  });

  it('guards every write with the version it was decided from, and logs every change of status', () => {
    for (const { given, command } of CELLS) {
      const outcome = RUN[command](given);
      if (outcome.type === 'refusal') continue;
      expect(outcome.certificates).toMatchObject([{ expectedVersion: given.version }]);
      expect(outcome.activities.length).toBeGreaterThan(0);
      expect(outcome.activities.every(({ certificateId }) => certificateId === given.id)).toBe(true);
    }
  });

  it('puts no code and no bytes of one into what it logs or tells', () => {
    for (const { given, command } of CELLS) {
      const outcome = RUN[command](given);
      if (outcome.type === 'refusal') continue;
      const told = JSON.stringify([outcome.activities, outcome.messages, outcome.transfers]);
      expect(told).not.toMatch(/code|lookup|ciphertext|WXYZ/);
    }
  });
});
