import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSegment, waysInto } from './segment.ts';
import { checkSegment, normalAccessCode, type SegmentInput } from './segment-input.ts';

const SEGMENT: SegmentInput = {
  code: 'AGENTS-DE',
  slug: 'agents',
  name: 'Travel agents',
  colour: '#A1243B',
  description: 'Partners in Germany.\nBy invitation.',
  language: 'de',
  isActive: true,
  isDefault: false,
  access: { kind: 'open' },
};
const fields = (changes: Partial<SegmentInput>) => Object.keys(checkSegment({ ...SEGMENT, ...changes }));
const closed = (changes: Partial<Extract<SegmentInput['access'], { kind: 'closed' }>>) =>
  fields({ access: { kind: 'closed', accessCodes: null, emails: [], domains: [], ...changes } });

describe('a segment', () => {
  it('is fine when every field is, and so is the one a workspace begins with', () => {
    expect(fields({})).toEqual([]);
    const first = firstSegment({
      id: '',
      workspaceId: '',
      slug: 'everyone',
      name: 'Everyone',
      language: 'en',
    });
    const { id: _id, workspaceId: _workspaceId, access: _access, ...input } = first;
    expect(fields({ ...input, access: { kind: 'open' } })).toEqual([]);
  });

  it.each(['success', 'cancelled', 'check', 'certificate'])(
    'cannot take the place of the page %s',
    (slug) => {
      expect(checkSegment({ ...SEGMENT, slug }).slug).toContain(slug);
    },
  );

  it.each(['', 'Agents', 'a--b', '-a', 'a-', 'a b', 'ä', 'a/b', 'x'.repeat(64), '../x'])(
    'has no address like "%s"',
    (slug) => {
      expect(fields({ slug })).toEqual(['slug']);
    },
  );

  it('names every field that is not right, at once', () => {
    expect(
      fields({
        code: 'agents',
        slug: 'Agents',
        name: ' ',
        colour: 'red',
        description: 'x'.repeat(501),
        language: 'not a language',
        isActive: false,
        isDefault: true,
      }),
    ).toEqual(['code', 'slug', 'name', 'colour', 'description', 'language', 'isActive']);
  });

  it('names each entry of its lists that is not right', () => {
    expect(
      closed({
        accessCodes: ['WINTER-2026', 'short', 'ab - cd - ef'],
        emails: ['anna@example.com', 'anna'],
        domains: ['example.com', '*.example.com'],
      }),
    ).toEqual(['access.accessCodes.1', 'access.accessCodes.2', 'access.emails.1', 'access.domains.1']);
  });

  it('has lists that end', () => {
    expect(closed({ emails: Array(1_001).fill('anna@example.com') })).toEqual(['access.emails']);
    expect(closed({ domains: Array(101).fill('example.com') })).toEqual(['access.domains']);
    expect(closed({ accessCodes: Array(21).fill('WINTER-2026') })).toEqual(['access.accessCodes']);
  });

  it('says which ways into it lead anywhere', () => {
    const lists = { accessCodeHashes: [], emails: [], domains: [] };
    expect(waysInto({ kind: 'open' })).toEqual([]);
    expect(waysInto({ kind: 'closed', ...lists })).toEqual([]);
    expect(waysInto({ kind: 'closed', ...lists, accessCodeHashes: ['00'] })).toEqual(['access_code']);
    expect(waysInto({ kind: 'closed', ...lists, domains: ['example.com'] })).toEqual(['email']);
  });

  it('is checked without throwing, whatever was typed', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        texts,
        texts,
        texts,
        (text, accessCodes, emails, domains) => {
          const access = { kind: 'closed', accessCodes, emails, domains } as const;
          const typed = {
            code: text,
            slug: text,
            name: text,
            colour: text,
            description: text,
            language: text,
          };
          checkSegment({ ...SEGMENT, ...typed, access });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('an access code', () => {
  it.each(['winter-2026', 'WINTER 2026', ' Winter2026 ', 'ＷＩＮＴＥＲ－２０２６', 'winter–2026'])(
    'typed as %s is one and the same',
    (typed) => {
      expect(normalAccessCode(typed)).toBe('winter2026');
    },
  );
});
