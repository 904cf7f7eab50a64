import { describe, expect, it } from 'vitest';
import { deliveryWords } from './delivery-words.ts';

const mailed = {
  delivery: 'email',
  deliverOn: null,
  purchaserEmail: 'mateo@example.com',
  recipientEmail: 'lucja@example.com',
} as const;

describe('deliveryWords', () => {
  it('names who gets the gift now and who gets the receipt', () => {
    expect(deliveryWords(mailed, 'en')).toEqual({
      heading: 'It’s on its way',
      sentences: ['The gift goes to lucja@example.com now.', 'Your receipt goes to mateo@example.com.'],
    });
  });

  it('names the day of a later delivery', () => {
    expect(deliveryWords({ ...mailed, deliverOn: '2026-12-24' }, 'en-GB').sentences[0]).toBe(
      'The gift goes to lucja@example.com on 24 December 2026.',
    );
  });

  it('promises no mail to a recipient when it is printed', () => {
    const words = deliveryWords({ ...mailed, delivery: 'print', recipientEmail: null }, 'en');
    expect(words.heading).toBe('Ready to print');
    expect(words.sentences.join(' ')).not.toContain('lucja');
  });

  it('calls it a certificate, not a gift, when it is for the purchaser', () => {
    expect(deliveryWords({ ...mailed, recipientEmail: 'mateo@example.com' }, 'en').sentences[0]).toBe(
      'The certificate goes to mateo@example.com now.',
    );
  });
});
