import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRest, type RestTestBed, type Site } from './rest-test-bed.ts';

let bed: RestTestBed;
let site: Site;
let code: string;
beforeAll(async () => {
  bed = await openRest();
  site = await bed.newSite();
  code = (await site.newCertificate()).code;
});
afterAll(() => bed.close());

async function answerTo(typed: string): Promise<unknown> {
  const { status, body } = await site.call('POST', '/v1/codes/check', { body: { code: typed } });
  if (status !== 200) return `${status} ${body.code}`;
  return body.redeemable === true ? 'redeemable' : Object(body.refusal).code;
}

const wide = (text: string) =>
  text.replaceAll(/[0-9A-Z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
const between = (mark: string) => (text: string) => text.replaceAll('-', mark);

it.each([
  ['in small letters', (text: string) => text.toLowerCase()],
  ['without dashes', between('')],
  ['with spaces', between(' ')],
  ['with dashes of a word processor', between('\u2013')],
  ['with spaces that do not break', between('\u00a0')],
  ['in full width', wide],
  ['with marks of width nothing', between('\u200b\u2060\ufeff')],
  ['with marks of direction', (text: string) => `\u200f${text}\u200e`],
  ['with soft hyphens', between('\u00ad')],
  ['with a line end from the clipboard', (text: string) => `${text}\r\n`],
])('a code %s is the code', async (_how, typed) => {
  expect(await answerTo(typed(code))).toBe('redeemable');
});

it.each([
  ['a Cyrillic letter', '\u0410'],
  ['a Greek letter', '\u0391'],
  ['a dotless i', '\u0131'],
  ['a capital I with a dot', '\u0130'],
  ['a long s', '\u017f'],
  ['the Kelvin sign', '\u212a'],
  ['a letter with a combining accent', 'A\u0301'],
  ['an Arabic digit', '\u0661'],
  ['a mathematical letter nobody types, and one more', '\u{1d400}A'],
  ['half of a pair', '\ud800'],
  ['an override of direction', '\u202eA'],
  ['a zero byte', '\u0000'],
  ['U, which no code has', 'U'],
  ['an emoji', '\u{1f381}'],
])('%s in a code makes it none', async (_what, letter) => {
  expect(await answerTo(letter + code.slice(1))).toBe('code_malformed');
});

it.each([
  ['nothing', '', 'code_malformed'],
  ['two hundred characters', 'A'.repeat(200), 'code_malformed'],
  ['more than any way of writing a code', 'A'.repeat(201), 'code_malformed'],
  ['a page', 'A'.repeat(90_000), 'code_malformed'],
])('%s is no code', async (_what, typed, answer) => {
  expect(await answerTo(typed)).toBe(answer);
});

it("a certificate's number is told from a typo, and where the code stands", async () => {
  const { number } = await site.newCertificate();
  const { body } = await site.call('POST', '/v1/codes/check', { body: { code: number } });
  expect(body.refusal).toMatchObject({
    code: 'code_malformed',
    detail: expect.stringMatching(/number of the certificate, not its code.* in the mail/),
  });
});
