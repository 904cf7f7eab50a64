import { describe, expect, it } from 'vitest';
import { type GiftMail, type ReceiptMail, renderMail } from './render-mail.ts';

const certificate = {
  number: 'GC-2026-004182',
  amountMinor: 15_000,
  currency: 'EUR',
  language: 'en',
  businessName: 'Aurora Journeys',
  brandColour: '#0B5C5E',
  publicEmail: 'hello@aurora.example',
  recipientName: 'Łucja Brønsted',
  purchaserName: 'Mateo & Ana',
  message: 'Thirty looks good on you.\nPick a calm morning.',
  validThrough: '2028-11-22',
} as const;

const gift: GiftMail = {
  ...certificate,
  template: 'gift',
  code: '7KQMR4XT9HWD',
  certificateUrl: 'https://gifts.aurora.example/p/aurora/certificate?token=a&b=c',
};

const receipt: ReceiptMail = {
  ...certificate,
  template: 'receipt',
  paid: { on: '2026-11-22', by: 'cash' },
  delivery: { kind: 'email', recipientEmail: 'lucja@example.com', deliverOn: '2026-12-24' },
};

const printed: ReceiptMail = { ...receipt, delivery: { kind: 'print', code: '7KQMR4XT9HWD' } };

const hostile = '<script>alert(1)</script>"\' & <img src=x onerror=alert(1)>';

const all = [
  ['gift', gift],
  ['receipt', receipt],
  ['receipt to print', printed],
] as const;

describe.each(all)('the %s mail', (_name, mail) => {
  it('escapes everything that people typed', () => {
    const { html } = renderMail({
      ...mail,
      message: hostile,
      recipientName: hostile,
      purchaserName: hostile,
      businessName: `Aurora ${hostile}`,
    });
    expect(html).not.toMatch(/<script|<img src=x/i);
    expect(html).toContain('&lt;script&gt;');
  });

  it('puts nothing that a purchaser typed into the subject', () => {
    const marked = { ...mail, message: 'MARK', recipientName: 'MARK', purchaserName: 'MARK' };
    expect(renderMail(marked).subject).not.toContain('MARK');
    expect(renderMail(marked).subject).not.toMatch(/[\r\n]/);
  });

  it('leaves no address in a name or message for a mail program to turn into a link', () => {
    const bait = 'Win at https://evil.example/pay or evil.example, write bad@evil.example';
    const { html, text } = renderMail({ ...mail, message: bait, recipientName: bait, purchaserName: bait });
    expect(html).not.toMatch(/https:\/\/evil|evil\.example|bad@evil/);
    expect(text).not.toMatch(/https:\/\/evil|evil\.example|bad@evil/);
    expect(html).toContain('evil<span>.</span>example');
  });

  it('links to the certificate alone, and to nothing outside', () => {
    const links = [...renderMail(mail).html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
    expect(links).toEqual(
      mail.template === 'gift'
        ? ['cid:rosette', 'https://gifts.aurora.example/p/aurora/certificate?token=a&amp;b=c']
        : [],
    );
  });

  it('follows the dark theme where a mail program has one', () => {
    const { html } = renderMail(mail);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{.*#16201D!important/);
    expect(html).toContain('[data-ogsc]');
  });

  it('carries business, number, people, message and validity in both parts', () => {
    const { html, text } = renderMail(mail);
    for (const part of [html, text]) {
      expect(part).toContain('Aurora Journeys');
      expect(part).toContain('GC-2026-004182');
      expect(part).toContain('Łucja Brønsted');
      expect(part).toContain('Thirty looks good on you.');
      expect(part).toContain('November 22, 2028');
    }
  });

  it('removes controls that make text read backwards or break the lines of the plain part', () => {
    const { html, text } = renderMail({ ...mail, recipientName: 'A\u202Egpj\u0000B\u2066' });
    for (const control of ['\u202E', '\u2066', '\u0000']) {
      expect(html).not.toContain(control);
      expect(text).not.toContain(control);
    }
  });
});

describe('the gift mail', () => {
  it('shows the code as text, in groups, in both parts', () => {
    const { html, text } = renderMail(gift);
    expect(html).toContain('7KQM-R4XT-9HWD');
    expect(text).toContain('7KQM-R4XT-9HWD');
  });

  it('names the business in its subject', () => {
    expect(renderMail(gift).subject).toBe('Your gift certificate from Aurora Journeys');
  });

  it('gives the signed link in the plain part too', () => {
    expect(renderMail(gift).text).toContain(`\n${gift.certificateUrl}\n`);
  });

  it('says so when the certificate never expires', () => {
    expect(renderMail({ ...gift, validThrough: null }).text).toContain('without an expiry date');
  });

  it('stands without names and message', () => {
    const { html, text } = renderMail({ ...gift, recipientName: '', purchaserName: ' ', message: '' });
    expect(text).toContain('You have a gift');
    expect(html).not.toContain('<blockquote');
  });
});

describe('the receipt', () => {
  it('keeps the code from the purchaser when the recipient gets it by mail', () => {
    const { html, text } = renderMail(receipt);
    expect(html + text).not.toMatch(/7KQM|Certificate code/);
  });

  it('gives the address it goes to so that it can be copied', () => {
    const { html, text } = renderMail(receipt);
    expect(text).toContain('Delivery: By e-mail to lucja@example.com on December 24, 2026\n');
    expect(html.replaceAll(/<\/?span>/g, '')).toContain('By e-mail to lucja@example.com on');
  });

  it('carries the code when the purchaser prints the certificate', () => {
    const { html, text } = renderMail(printed);
    expect(html).toContain('7KQM-R4XT-9HWD');
    expect(text).toContain('7KQM-R4XT-9HWD');
    expect(text).toContain('attached as a PDF');
  });

  it('tells amount, number, who was paid and when the gift is delivered, and speaks of no card', () => {
    const { subject, html, text } = renderMail(receipt);
    expect(subject).toBe('Receipt for your gift certificate · GC-2026-004182');
    expect(text).toContain('Total paid: €150.00');
    for (const part of [html, text]) {
      expect(part).toContain('You paid Aurora Journeys');
      expect(part).not.toMatch(/charged|card/i);
    }
    expect(text).toContain('on December 24, 2026');
  });
});

describe('what the business gave away, to be printed', () => {
  it('is no purchase, and nothing was paid', () => {
    const given: ReceiptMail = { ...printed, paid: null };
    const { subject, html, text } = renderMail(given);
    expect(subject).toBe('Your gift certificate · GC-2026-004182');
    for (const part of [html, text]) {
      expect(part).toContain('€150.00');
      expect(part).not.toMatch(/paid|purchase|receipt/i);
    }
  });
});

describe('how a certificate was paid', () => {
  it.each([
    ['stripe', 'Online'],
    ['cash', 'Cash'],
    ['transfer', 'Bank transfer'],
    ['card_terminal', 'Card'],
  ] as const)('by %s is told as %s', (paidBy, word) => {
    const { html, text } = renderMail({ ...receipt, paid: { on: '2026-11-22', by: paidBy } });
    expect(text).toContain(`Paid by: ${word}\n`);
    expect(html).toContain(`>${word}<`);
  });

  it.each(['other', null] as const)('by %s is not told', (paidBy) => {
    expect(renderMail({ ...receipt, paid: { on: '2026-11-22', by: paidBy } }).text).not.toContain('Paid by');
  });
});

describe('the mail with a one-time code', () => {
  const code = { template: 'segment_code', code: '042917', publicEmail: 'hello@aurora.example' } as const;
  const mail = { ...code, businessName: 'Aurora <b>Journeys</b>', brandColour: '#0B5C5E' };

  it('shows it in both parts, and not in the subject, which a locked phone shows to all', () => {
    const { subject, html, text } = renderMail(mail);
    expect(html).toContain('042 917');
    expect(text).toMatch(/^042 917$/m);
    expect(subject).not.toContain('042');
    expect(html).not.toContain('<b>');
  });
});
