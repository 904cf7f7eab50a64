import { describe, expect, it } from 'vitest';
import { active, NOW, pending, STAFF } from '../testing/given.ts';
import { correct } from './correct-certificate.ts';

const PEOPLE = {
  purchaser: { name: 'Mateo', email: 'mateo@example.com' },
  recipient: { name: 'Łucja', email: 'lucja@example.com' },
};

describe('correcting who it is for', () => {
  it.each([active(), pending()])(
    'keeps what stood there before in the log ($state.status)',
    (certificate) => {
      const { purchaser, recipient } = certificate;
      expect(correct(certificate, PEOPLE, STAFF, NOW)).toMatchObject({
        certificates: [{ expectedVersion: 3, row: { ...PEOPLE, state: certificate.state } }],
        activities: [
          {
            type: 'recipient_changed',
            actor: STAFF,
            details: { from: { purchaser, recipient }, to: PEOPLE },
          },
        ],
        transfers: [],
        messages: [],
      });
    },
  );

  it('needs an address to mail to, unless it is printed at home', () => {
    const without = { ...PEOPLE, recipient: { name: 'Łucja', email: null } };
    expect(correct(active(), without, STAFF, NOW)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { 'recipient.email': expect.any(String) } },
    });
    expect(correct(active(undefined, { delivery: 'print' }), without, STAFF, NOW).type).toBe('decision');
  });

  it('names every field that is wrong', () => {
    const wrong = {
      purchaser: { name: ' ', email: 'no address' },
      recipient: { name: 'x'.repeat(10_000), email: 'a@b' },
    };
    expect(correct(active(), wrong, STAFF, NOW)).toMatchObject({
      code: 'validation_failed',
      details: {
        fields: {
          'purchaser.name': expect.any(String),
          'purchaser.email': expect.any(String),
          'recipient.name': expect.any(String),
          'recipient.email': expect.any(String),
        },
      },
    });
  });
});
