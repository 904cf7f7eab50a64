import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebOrigin, parseOrigin } from './origin.ts';

const problemOf = (typed: string) => {
  const parsed = parseOrigin(typed);
  return parsed.ok ? `read as ${parsed.origin}` : parsed.problem;
};

describe('parseOrigin', () => {
  it.each([
    ['https://www.example.com', 'https://www.example.com'],
    ['  https://www.example.com/  ', 'https://www.example.com'],
    ['HTTPS://WWW.Example.COM/Tours?from=1#top', 'https://www.example.com'],
    ['https://www.example.com:443/', 'https://www.example.com'],
    ['https://www.example.com:8443', 'https://www.example.com:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://例え.テスト', 'https://xn--r8jz45g.xn--zckzah'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:5173/checkout', 'http://localhost:5173'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['https://localhost:3000', 'https://localhost:3000'],
  ])('reads %s as the origin browsers send', (typed, origin) => {
    expect(parseOrigin(typed)).toEqual({ ok: true, origin });
  });

  it.each([
    ['', /Enter the address/],
    ['   ', /Enter the address/],
    ['www.example.com', /Start with https:\/\//],
    ['localhost:3000', /Start with https:\/\//],
    ['//www.example.com', /Start with https:\/\//],
    ['javascript:alert(1)', /Start with https:\/\//],
    ['null', /Start with https:\/\//],
    ['https://', /not the address of a site/],
    ['https://www.exa<mple.com', /not the address of a site/],
    ['https://www.example.com:99999', /not the address of a site/],
    ['http://www.example.com', /Use https:\/\//],
    ['http://localhost.example.com', /Use https:\/\//],
    ['http://127.0.0.2', /Use https:\/\//],
    ['ftp://www.example.com', /Use https:\/\//],
    ['file:///etc/passwd', /Use https:\/\//],
    ['ws://localhost', /Use https:\/\//],
    ['https://*.example.com', /\* would let in sites/],
    ['*', /\* would let in sites/],
    ['https://shop.example.com https://www.example.com', /one address at a time/],
    ['https://shop.exam\nple.com', /one address at a time/],
    ['https://shop.example\u200b.com', /one address at a time/],
    ['https:\\\\shop.example.com', /one address at a time/],
    ['https://www.example.com\\@evil.example', /one address at a time/],
    ['https://ines:secret@www.example.com', /name and password/],
    ['https://www.example.com@evil.example', /name and password/],
    ['https://intranet', /full name of your site/],
    ['https://192.0.2.7', /full name of your site/],
    ['https://3221225991', /full name of your site/],
    ['https://[::1]:3000', /full name of your site/],
    ['https://www.example.com.', /full name of your site/],
    [`https://${'a'.repeat(64)}.example`, /full name of your site/],
  ])('says what is wrong with %j', (typed, problem) => {
    expect(problemOf(typed)).toMatch(problem);
  });

  it('says so when a text is too long to be an address', () => {
    expect(problemOf(`https://www.example.com/${'a'.repeat(2_000)}`)).toMatch(/at most 2000/);
  });

  it('gives nothing but origins, which it reads as themselves', () => {
    const letters = [...'aB1.-:@/?#[]%*_~üß例。', 'xn--', 'localhost', '.com', '127.0.0.1', '\u00ad'];
    const host = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
    const name = fc.constantFrom('', 'a.example.com', 'bücher.example', 'localhost');
    const end = fc.constantFrom('', '/', ':443', ':8443/x?y#z', '.');
    const scheme = fc.constantFrom('https://', 'HTTPS://', 'http://');
    const typed = fc.tuple(scheme, fc.oneof(host, name), end).map((parts) => parts.join(''));
    let read = 0;
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseOrigin(text);
        if (!parsed.ok) return;
        read += 1;
        expect(isWebOrigin(parsed.origin)).toBe(true);
        expect(parseOrigin(parsed.origin)).toEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

describe('isWebOrigin', () => {
  it.each(['https://shop.example.com', 'http://shop.example.com', 'http://192.0.2.7:8080'])(
    'knows %s for what a browser sends',
    (text) => expect(isWebOrigin(text)).toBe(true),
  );

  it.each([
    'null',
    '',
    'https://shop.example.com/',
    'https://SHOP.example.com',
    'https://shop.example.com:443',
    'file://',
    'chrome-extension://abc',
    ' https://shop.example.com',
    `https://${'a.'.repeat(143)}example`,
  ])('takes %j for an invention', (text) => expect(isWebOrigin(text)).toBe(false));
});
