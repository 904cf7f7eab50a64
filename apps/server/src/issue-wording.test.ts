import { expect, it } from 'vitest';
import { z } from 'zod';
import { wordIssue } from './issue-wording.ts';

const order = z.object({
  reference: z.string().min(1).max(5),
  code: z.string().min(12),
  total: z.int().min(0).max(9),
  tags: z.array(z.string()).min(1).max(2),
  at: z.iso.datetime(),
  id: z.uuid(),
  slug: z.string().regex(/^a/),
  method: z.enum(['cash', 'other']),
  version: z.literal(1),
  limit: z.coerce.number(),
  currency: z.string({ error: 'must be a currency' }),
});
const right = {
  reference: 'A',
  code: 'AAAABBBBCCCC',
  total: 1,
  tags: ['a'],
  at: '2026-11-22T13:05:00Z',
  id: '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a',
  slug: 'a',
  method: 'cash',
  version: 1,
  limit: '5',
  currency: 'EUR',
};

const wordingOf = (input: unknown) =>
  order.safeParse(input, { error: wordIssue }).error?.issues.map(({ message }) => message);

it.each([
  ['reference', undefined, 'is missing; it must be a string'],
  ['reference', 5, 'must be a string, not a number'],
  ['reference', null, 'must be a string, not null'],
  ['reference', '', 'must not be empty'],
  ['reference', 'ABCDEF', 'must have 5 characters at most'],
  ['code', 'SECRET', 'must have 12 characters or more'],
  ['total', undefined, 'is missing; it must be a number'],
  ['total', '12', 'must be a number, not a string'],
  ['total', 1.5, 'must be a whole number'],
  ['total', -1, 'must be 0 or more'],
  ['total', 10, 'must be 9 or less'],
  ['tags', {}, 'must be an array, not an object'],
  ['tags', [], 'must have 1 entry or more'],
  ['tags', ['a', 'b', 'c'], 'must have 2 entries at most'],
  ['at', 'soon', 'must be a time like 2026-11-22T13:05:00Z'],
  ['id', '7', 'must be a UUID'],
  ['slug', 'b', 'does not have the right form'],
  ['method', 'card', 'must be one of "cash", "other"'],
  ['version', 2, 'must be 1'],
  ['limit', 'abc', 'must be a number'],
  ['currency', 7, 'must be a currency'],
])('says of %s %j that it %s, and never the value', (field, value, wording) => {
  expect(wordingOf({ ...right, [field]: value })).toEqual([wording]);
});

it('says of what is no object what it must be', () => {
  expect(wordingOf([])).toEqual(['must be an object, not an array']);
});
