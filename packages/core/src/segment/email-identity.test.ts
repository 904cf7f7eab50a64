import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isListed, normalDomain, normalEmail } from './email-identity.ts';
import type { SegmentAccess } from './segment.ts';

const closed = (emails: string[], domains: string[]): SegmentAccess => ({
  kind: 'closed',
  accessCodeHashes: [],
  emails,
  domains,
});

describe('a domain', () => {
  it.each([
    ['Example.COM', 'example.com'],
    [' example.com ', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['почта.рф', 'xn--80a1acny.xn--p1ai'],
    ['mail.example.co.uk', 'mail.example.co.uk'],
  ])('%s is compared as %s', (text, normal) => {
    expect(normalDomain(text)).toBe(normal);
  });

  it.each([
    '',
    'example',
    '.example.com',
    'example.com.',
    'example..com',
    '*.example.com',
    '@example.com',
    'a@example.com',
    'example.com:8080',
    'example.com/path',
    'example.com?x',
    'example.com#x',
    'example.com\\x',
    'ex%61mple.com',
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '[::1]',
    'exa mple.com',
    'example.com\0',
    'exam\u200bple.com',
    '-example.com',
    'example-.com',
    'example.c_m',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
  ])('"%s" is none', (text) => {
    expect(normalDomain(text)).toBeNull();
  });
});

describe('an address', () => {
  it.each([
    ['Anna@Example.COM', 'anna@example.com'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['\u212Aim@example.com', 'kim@example.com'],
    ['A\u030Ase@example.com', '\u00E5se@example.com'],
  ])('%s is compared, and mailed to, as %s', (text, normal) => {
    expect(normalEmail(text)).toBe(normal);
  });

  it('is the same however often it is normalised', () => {
    const anyText = fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anyText, (text) => {
        const normal = normalEmail(text);
        if (normal !== null) expect(normalEmail(normal)).toBe(normal);
      }),
    );
  });
});

describe('the list of a closed segment', () => {
  const access = closed(['anna@example.com', 'jon@xn--bcher-kva.example'], ['corp.example']);

  it.each([
    'anna@example.com',
    'ANNA@EXAMPLE.com',
    'jon@bücher.example',
    'any.one@corp.example',
    'x@CORP.example',
  ])('admits %s', (email) => {
    expect(isListed(access, email)).toBe(true);
  });

  it.each([
    'ann@example.com',
    'anna+1@example.com',
    'x@mail.corp.example',
    'x@notcorp.example',
    'x@corp.example.evil.example',
    'x@corp.example@evil.example',
    'corp.example',
    'x@evil.example?corp.example',
    '',
  ])('does not admit %s', (email) => {
    expect(isListed(access, email)).toBe(false);
  });

  it('admits no sub-domain and no name that merely ends like a listed one, whatever it is', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(label, fc.constantFrom('', '.'), (name, joint) => {
        expect(isListed(access, `anna@${name}${joint}corp.example`)).toBe(false);
      }),
    );
  });

  it('is empty for an open segment: there is nothing to prove', () => {
    expect(isListed({ kind: 'open' }, 'anna@example.com')).toBe(false);
  });
});
