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
import { correct } from './correct-certificate.ts';
import { activate } from './create-certificate.ts';
import type { Outcome } from './decision.ts';
import { expire } from './expire-certificate.ts';
import { extend } from './extend-certificate.ts';
import { type Command, LIFECYCLE } from './lifecycle.ts';
import { reactivate } from './reactivate-certificate.ts';
import { redeem, reverse } from './redeem-certificate.ts';
import { reissue } from './reissue-certificate.ts';
import { completeRefund, voidCertificate } from './void-certificate.ts';

/** Each status, and those the clock changes before anybody writes it down. */
const GIVEN = {
  pending: pending(),
  active: active(),
  'active without an end': active(null),
  'active, its day past': active(PAST),
  redeemed: redeemed(),
  'redeemed, its day past': redeemed(PAST),
  voided: voided(),
  'voided, its day past': voided({ validity: PAST }),
  'voided, never paid': voided({ activatedAt: null, validity: null }),
  'voided, a refund waiting': voided({ refund: { requestedAt: NOW, refundedAt: null } }),
  expired: expired(),
} as const satisfies Record<string, StoredCertificate>;

const OTHER_CODE = { ...active().code, last4: 'ZZZ2' };
const OTHER_PEOPLE = {
  purchaser: { name: 'Mateo', email: 'mateo@example.com' },
  recipient: { name: 'Łucja', email: 'lucja@example.com' },
};

const RUN: Record<Command, (certificate: StoredCertificate) => Outcome> = {
  activate: (certificate) =>
    activate(certificate, PAID, null, { expiresAfterDays: 730, timeZone: ZONE }, STAFF, NOW),
  redeem: (certificate) => redeem(certificate, order(), REDEMPTION_ID, STAFF, NOW),
  reverse: (certificate) =>
    reverse({ id: REDEMPTION_ID, certificate }, order({ appliedMinor: 15_000 }), STAFF, NOW),
  void: (certificate) => voidCertificate(certificate, null, 'a mistake', STAFF, NOW),
  reactivate: (certificate) => reactivate(certificate, null, STAFF, NOW),
  expire: (certificate) => expire(certificate, NOW),
  extend: (certificate) => extend(certificate, '2028-01-31', STAFF, NOW),
  reissue: (certificate) => reissue(certificate, OTHER_CODE, 'it leaked', 'silent', STAFF, NOW),
  correct: (certificate) => correct(certificate, OTHER_PEOPLE, STAFF, NOW),
  refund: (certificate) => completeRefund(certificate, 're_1', NOW),
};

/** Where each command leads from each status, or the code it is refused with. */
const EXPECTED: Record<keyof typeof GIVEN, Record<Command, string>> = {
  pending: {
    activate: 'active',
    redeem: 'refused: certificate_pending',
    reverse: 'refused: certificate_pending',
    void: 'voided',
    expire: 'refused: certificate_pending',
    reactivate: 'refused: certificate_pending',
    extend: 'refused: certificate_pending',
    reissue: 'refused: certificate_pending',
    correct: 'pending',
    refund: 'refused: certificate_pending',
  },
  active: {
    activate: 'refused: certificate_active',
    redeem: 'redeemed',
    reverse: 'refused: certificate_active',
    void: 'voided',
    expire: 'refused: certificate_active',
    reactivate: 'refused: certificate_active',
    extend: 'active',
    reissue: 'active',
    correct: 'active',
    refund: 'refused: certificate_active',
  },
  'active without an end': {
    activate: 'refused: certificate_active',
    redeem: 'redeemed',
    reverse: 'refused: certificate_active',
    void: 'voided',
    expire: 'refused: certificate_active',
    reactivate: 'refused: certificate_active',
    extend: 'refused: validation_failed',
    reissue: 'active',
    correct: 'active',
    refund: 'refused: certificate_active',
  },
  'active, its day past': {
    activate: 'refused: certificate_expired',
    redeem: 'refused: certificate_expired',
    reverse: 'refused: certificate_expired',
    void: 'voided',
    expire: 'expired',
    reactivate: 'refused: certificate_active',
    extend: 'active',
    reissue: 'refused: certificate_expired',
    correct: 'refused: certificate_expired',
    refund: 'refused: certificate_active',
  },
  redeemed: {
    activate: 'refused: certificate_redeemed',
    redeem: 'refused: certificate_redeemed',
    reverse: 'active',
    void: 'refused: certificate_redeemed',
    expire: 'refused: certificate_redeemed',
    reactivate: 'refused: certificate_redeemed',
    extend: 'refused: certificate_redeemed',
    reissue: 'refused: certificate_redeemed',
    correct: 'refused: certificate_redeemed',
    refund: 'refused: certificate_redeemed',
  },
  'redeemed, its day past': {
    activate: 'refused: certificate_redeemed',
    redeem: 'refused: certificate_redeemed',
    reverse: 'expired',
    void: 'refused: certificate_redeemed',
    expire: 'refused: certificate_redeemed',
    reactivate: 'refused: certificate_redeemed',
    extend: 'refused: certificate_redeemed',
    reissue: 'refused: certificate_redeemed',
    correct: 'refused: certificate_redeemed',
    refund: 'refused: certificate_redeemed',
  },
  voided: {
    activate: 'refused: certificate_voided',
    redeem: 'refused: certificate_voided',
    reverse: 'refused: certificate_voided',
    void: 'refused: certificate_voided',
    expire: 'refused: certificate_voided',
    reactivate: 'active',
    extend: 'refused: certificate_voided',
    reissue: 'refused: certificate_voided',
    correct: 'refused: certificate_voided',
    refund: 'refused: certificate_voided',
  },
  expired: {
    activate: 'refused: certificate_expired',
    redeem: 'refused: certificate_expired',
    reverse: 'refused: certificate_expired',
    void: 'voided',
    expire: 'refused: certificate_expired',
    reactivate: 'refused: certificate_expired',
    extend: 'active',
    reissue: 'refused: certificate_expired',
    correct: 'refused: certificate_expired',
    refund: 'refused: certificate_expired',
  },
  'voided, its day past': {
    activate: 'refused: certificate_voided',
    redeem: 'refused: certificate_voided',
    reverse: 'refused: certificate_voided',
    void: 'refused: certificate_voided',
    expire: 'refused: certificate_voided',
    reactivate: 'refused: certificate_expired',
    extend: 'refused: certificate_voided',
    reissue: 'refused: certificate_voided',
    correct: 'refused: certificate_voided',
    refund: 'refused: certificate_voided',
  },
  'voided, never paid': {
    activate: 'refused: certificate_voided',
    redeem: 'refused: certificate_voided',
    reverse: 'refused: certificate_voided',
    void: 'refused: certificate_voided',
    expire: 'refused: certificate_voided',
    reactivate: 'pending',
    extend: 'refused: certificate_voided',
    reissue: 'refused: certificate_voided',
    correct: 'refused: certificate_voided',
    refund: 'refused: certificate_voided',
  },
  'voided, a refund waiting': {
    activate: 'refused: certificate_voided',
    redeem: 'refused: certificate_voided',
    reverse: 'refused: certificate_voided',
    void: 'refused: certificate_voided',
    expire: 'refused: certificate_voided',
    reactivate: 'refused: certificate_voided',
    extend: 'refused: certificate_voided',
    reissue: 'refused: certificate_voided',
    correct: 'refused: certificate_voided',
    refund: 'voided',
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
