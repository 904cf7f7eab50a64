import { type Mutant, without } from './mutant.ts';

const REDEEM_AT_ONCE = 'packages/db/migrations/0010_redeem_lean.sql';

/** What speaks against redeeming at once, line by line; each is core's rule a second time. */
const AT_ONCE: Readonly<Record<string, string>> = {
  'a certificate that is not active': "c.status = 'active' and ",
  'a certificate whose day has passed': ' and (c.expires_at is null or c.expires_at > moment)',
  'an order that is closed': "o.status = 'open' and ",
  'an order whose time is over': ' and (o.expires_at is null or o.expires_at > moment)',
  'an order in another currency': 'o.currency = c.currency and ',
  'an order that needs less': ' and c.amount_minor <= o.total_minor - o.applied_minor',
  'a key that was revoked': ' and k.revoked_at is null',
  'a key that may not redeem': "\n        and (n.key_hash is null or 'redeem' = any (k.scopes))",
  'rows that somebody else holds': '\n      for no key update of c, o skip locked',
};

/** What is redeemed in the statement that looks codes up. */
export const REDEEMING_AT_ONCE: readonly Mutant[] = [
  ...Object.entries(AT_ONCE).map(([what, search]) => ({
    name: `redeeming at once: ${what}`,
    edits: [without(REDEEM_AT_ONCE, search)],
    tests: ['packages/db/src/redeem-at-once.db.test.ts', 'packages/db/src/redeem-together.db.test.ts'],
  })),
  {
    name: 'redeeming at once: whoever tried wrong codes before',
    edits: [
      {
        file: REDEEM_AT_ONCE,
        search: 'and not exists (select from unnest(guessers)',
        replace: 'and (true or not exists (select from unnest(guessers)',
      },
      {
        file: REDEEM_AT_ONCE,
        search: "and f.subject = split_part(g, ' ', 2))",
        replace: "and f.subject = split_part(g, ' ', 2)))",
      },
    ],
    tests: ['packages/db/src/redeem-at-once.db.test.ts'],
  },
  {
    name: 'redeeming at once: on every page',
    edits: [{ file: REDEEM_AT_ONCE, search: 'n.origin is null or', replace: 'true or' }],
    tests: ['packages/db/src/redeem-at-once.db.test.ts'],
  },
  {
    name: 'what is redeemed at once has no lines but its own',
    edits: [{ file: REDEEM_AT_ONCE, search: 'o.version = 2', replace: 'true' }],
    tests: ['packages/db/src/redeem-at-once.db.test.ts'],
  },
  {
    name: 'what is redeemed at once has the lines of its snapshot alone',
    edits: [{ file: REDEEM_AT_ONCE, search: 'plpgsql volatile', replace: 'plpgsql stable' }],
    tests: ['packages/db/src/redeem-together.db.test.ts'],
  },
  ...['certificate', 'order'].map((row) => ({
    name: `redeeming at once: two calls for one ${row} in one statement`,
    edits: [{ file: REDEEM_AT_ONCE, search: `e.${row}_id = h.${row}_id`, replace: 'false' }],
    tests: ['packages/db/src/redeem-together.db.test.ts'],
  })),
];
