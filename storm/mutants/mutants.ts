import { type Edit, type Mutant, without } from './mutant.ts';
import { REDEEMING_AT_ONCE } from './redeeming-at-once.ts';

const GUARDS = 'packages/db/migrations/0001_guards.sql';
/** Where record_decision and read_state stand as they are now. */
const STATEMENTS = 'packages/db/migrations/0005_guessing_and_shared_statements.sql';
/** Where read_guarded does. */
const READ_GUARDED = 'packages/db/migrations/0011_guess_without_gaps.sql';
const TABLES = 'packages/db/migrations/0000_tables.sql';
const ANSWER_ONCE = 'apps/server/src/rest/answer-once.ts';
const OUTBOX = 'packages/db/src/outbox.ts';

const noVersionGuard: readonly Edit[] = ['c', 'o'].map((row) => ({
  file: STATEMENTS,
  search: `where workspace_id = w and id = ${row}.id and version = (item ->> 'expected_version')::integer;`,
  replace: `where workspace_id = w and id = ${row}.id;`,
}));

const noLiveIndex: Edit = {
  file: TABLES,
  search: 'CREATE UNIQUE INDEX "redemptions_one_live"',
  replace: 'CREATE INDEX "redemptions_one_live"',
};

const everyTenantSeesAll: Edit = {
  file: GUARDS,
  search: `    execute format($policy$create policy tenant on %I
      using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))`,
  replace: `    execute format($policy$create policy tenant on %I
      using (true)`,
};

const noTenantInReads: readonly Edit[] = [
  {
    file: STATEMENTS,
    search:
      "select * into c from certificates where workspace_id = w and id = (wanted ->> 'certificate_id')::uuid;",
    replace: "select * into c from certificates where id = (wanted ->> 'certificate_id')::uuid;",
  },
  {
    file: STATEMENTS,
    search: "select * into o from orders where workspace_id = w and id = (wanted ->> 'order_id')::uuid;",
    replace: "select * into o from orders where id = (wanted ->> 'order_id')::uuid;",
  },
];

/** Every guarantee that money hangs on, broken once; each must be seen by one of the named files. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'check-then-act: no version guard in record_decision',
    edits: noVersionGuard,
    tests: ['packages/db/src/stale-decision.db.test.ts'],
  },
  {
    name: 'check-then-act without the index of live redemptions either',
    edits: [...noVersionGuard, noLiveIndex],
    tests: ['packages/db/src/races.db.test.ts'],
  },
  {
    name: 'the index of live redemptions is not unique',
    edits: [noLiveIndex],
    tests: ['packages/db/src/guards.db.test.ts'],
  },
  {
    name: 'commits do not wait for the disk',
    edits: [
      {
        file: 'packages/db/src/connect.ts',
        search: '-c synchronous_commit=on',
        replace: '-c synchronous_commit=off',
      },
    ],
    tests: ['packages/db/src/tenants.db.test.ts'],
  },
  {
    name: 'the id of a redemption makes no repeat harmless',
    edits: [
      without(
        'apps/server/src/certificates/redeem-certificate.ts',
        'if (state.redemption !== null) return repeated(state, now);',
      ),
    ],
    tests: ['apps/server/src/rest/idempotency.db.test.ts'],
  },
  {
    name: 'a repeated change takes the fact of any call for its own',
    edits: [
      {
        file: 'apps/server/src/certificates/change-repeatably.ts',
        search: 'details.callId === callId',
        replace: 'details.callId !== undefined',
      },
    ],
    tests: ['apps/server/src/database-away.db.test.ts'],
  },
  {
    name: 'on an order that is over the code is looked at first',
    edits: [without('apps/server/src/certificates/redeem-certificate.ts', 'if (closed) return closed;')],
    tests: ['apps/server/src/origins/widget-origins.db.test.ts'],
  },
  {
    name: 'on an order that is over wrong codes are counted',
    edits: [without(READ_GUARDED, ' and not over')],
    tests: ['apps/server/src/origins/widget-origins.db.test.ts'],
  },
  {
    name: 'a key is taken only after the work',
    edits: [
      {
        file: ANSWER_ONCE,
        search: "call.overlap === 'with_fact'",
        replace: "call.overlap !== 'wait'",
      },
    ],
    tests: ['apps/server/src/rest/idempotency.db.test.ts'],
  },
  {
    name: 'the stored answer of a call is not looked at',
    edits: [
      without(ANSWER_ONCE, 'if (known !== null) return replay(known);'),
      {
        file: ANSWER_ONCE,
        search: 'return stored.taken ? answer : replay(stored.answer);',
        replace: 'return answer;',
      },
    ],
    tests: ['apps/server/src/rest/idempotency.db.test.ts'],
  },
  {
    name: 'another call under a used idempotency key is taken',
    edits: [without(ANSWER_ONCE, 'if (known !== null) assertSame(known.fingerprint, fingerprint);')],
    tests: ['apps/server/src/rest/idempotency.db.test.ts'],
  },
  {
    name: 'the outbox is read without lease and SKIP LOCKED',
    edits: [
      without(OUTBOX, ' for update skip locked'),
      without(OUTBOX, 'and (lease_until is null or lease_until < clock_timestamp())'),
    ],
    tests: ['packages/db/src/outbox.db.test.ts'],
  },
  {
    name: 'the outbox is read by a cursor behind the last job taken',
    edits: [
      {
        file: OUTBOX,
        search: 'where done_at is null and dead_at is null and run_at <= $1\n',
        replace: `where done_at is null and dead_at is null and run_at <= $1
          and created_at > coalesce((select max(taken.created_at) from outbox taken where taken.attempts > 0), '-infinity')\n`,
      },
    ],
    tests: ['packages/db/src/outbox.db.test.ts'],
  },
  {
    name: 'row-level security shows every tenant',
    edits: [everyTenantSeesAll],
    tests: ['packages/db/src/tenants.db.test.ts'],
  },
  {
    name: 'neither row-level security nor read_state asks for the tenant',
    edits: [everyTenantSeesAll, ...noTenantInReads],
    tests: ['apps/server/src/rest/refusals.db.test.ts'],
  },
  {
    name: 'redeeming does not look at the last day',
    edits: [
      {
        file: 'packages/core/src/certificate/redeem-certificate.ts',
        search: "refusalOf('redeem', statusAt(certificate, now))",
        replace: "refusalOf('redeem', certificate.state.status)",
      },
    ],
    tests: ['packages/core/src/certificate/redeem-certificate.test.ts'],
  },
  {
    name: 'a certificate may be worth more than is due',
    edits: [
      {
        file: 'packages/core/src/certificate/redeem-certificate.ts',
        search: 'if (amountMinor <= due) return null;',
        replace: 'if (amountMinor <= due || due >= 0) return null;',
      },
    ],
    tests: ['packages/core/src/certificate/redeem-certificate.test.ts'],
  },
  ...['activities', 'transfers'].map((table) => ({
    name: `${table} can be rewritten`,
    edits: [
      without(
        GUARDS,
        `create trigger ${table}_append_only before update or delete or truncate on ${table}
  for each statement execute function refuse_rewriting();
--> statement-breakpoint
`,
      ),
    ],
    tests: ['packages/db/src/guards.db.test.ts'],
  })),
  {
    name: 'a code looks the same in every workspace',
    edits: [
      {
        file: 'apps/server/src/codes/code-vault.ts',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the source's own template
        search: 'update(`${workspaceId}:${code.reveal()}`)',
        replace: 'update(code.reveal())',
      },
    ],
    tests: ['apps/server/src/codes/code-vault.test.ts'],
  },
  {
    name: "anybody may sign the payment provider's events",
    edits: [
      {
        file: 'apps/server/src/gateways/stripe-webhook.ts',
        search: 'return toWebhookEvent(constructEvent({ rawBody, signatureHeader, secret, now }));',
        replace: `void [constructEvent, secret];
  return toWebhookEvent(JSON.parse(rawBody.toString()));`,
      },
    ],
    tests: ['apps/server/src/gateways/stripe-webhook.test.ts'],
  },
  {
    name: 'what was charged is not compared with what was asked for',
    edits: [
      without(
        'apps/server/src/payments/settle-payment.ts',
        'checkout.amountMinor === payment.amount.amountMinor &&',
      ),
    ],
    tests: ['apps/server/src/payments/amount-charged.db.test.ts'],
  },
  {
    name: 'a token that somebody else signed is taken',
    edits: [
      {
        file: 'apps/server/src/tokens/tokens.ts',
        search: '!timingSafeEqual(given, expected)',
        replace: '!timingSafeEqual(given, given)',
      },
    ],
    tests: ['apps/server/src/tokens/tokens.test.ts'],
  },
  {
    name: 'money that came for a closed payment is not looked at',
    edits: [
      {
        file: 'apps/server/src/payments/settle-payment.ts',
        search: "if (payment.status === 'paid') return settled(payment, certificate);",
        replace: "if (payment.status !== 'open') return settled(payment, certificate);",
      },
    ],
    tests: ['apps/server/src/payments/late-payment.db.test.ts'],
  },
  {
    name: 'a refund that was left to staff is sent again',
    edits: [
      {
        file: 'apps/server/src/outbox/give-back.ts',
        search: 'const looking = isLeftToStaff',
        replace: 'const looking = isLeftToStaff && refunding.refundId',
      },
    ],
    tests: ['apps/server/src/outbox/give-back.db.test.ts'],
  },
  {
    name: 'a mail that may have left is sent again without asking',
    edits: [
      {
        file: 'apps/server/src/outbox/send-mail.ts',
        search: 'const known = await services.mailer.find(deliveryId);',
        replace:
          'const known = deliveryId === services.publicUrl ? await services.mailer.find(deliveryId) : null;',
      },
    ],
    tests: ['apps/server/src/outbox/worker.db.test.ts'],
  },
  {
    name: 'wrong codes are counted without a lock on who tries them',
    edits: [
      {
        file: READ_GUARDED,
        search: 'perform pg_advisory_xact_lock(place) from (',
        replace: 'perform place from (',
      },
    ],
    tests: ['packages/db/src/read-guarded.db.test.ts'],
  },
  {
    name: 'wrong codes are counted without a lock on the API key',
    edits: [
      {
        file: READ_GUARDED,
        search: 'g order by 1) locks;',
        replace: "g where g not like 'api_key %' order by 1) locks;",
      },
    ],
    tests: ['packages/db/src/read-guarded.db.test.ts'],
  },
  {
    name: 'wrong codes are free under the id of any redemption',
    edits: [
      {
        file: READ_GUARDED,
        search:
          "and c.code_lookup = any (array(select l::bytea from jsonb_array_elements_text(call -> 'wanted' -> 'lookups') l))",
        replace: '',
      },
    ],
    tests: ['packages/db/src/read-guarded.db.test.ts'],
  },
  {
    name: 'only what does not exist counts as a wrong code',
    edits: [
      {
        file: READ_GUARDED,
        search: "coalesce(state -> 'certificate' ->> 'status' in ('pending', 'voided'), true)",
        replace: "coalesce(state -> 'certificate' ->> 'status' is null, true)",
      },
    ],
    tests: ['packages/db/src/read-guarded.db.test.ts'],
  },
  {
    name: 'an attack on the workspace turns everybody away',
    edits: [
      {
        file: READ_GUARDED,
        search: "where b ->> 'kind' not in ('workspace', 'installation');\n    end if;",
        replace: 'where true;\n    end if;',
      },
    ],
    tests: ['packages/db/src/read-guarded.db.test.ts'],
  },
  {
    name: 'redemptions that share a statement are written without asking for versions',
    edits: [
      without(STATEMENTS, ' and c.version = n.certificate_version'),
      without(STATEMENTS, ' and o.version = n.order_version'),
    ],
    tests: ['packages/db/src/record-redemptions.db.test.ts'],
  },
  {
    name: 'redemptions that share a statement lock rows as they come',
    edits: [
      without(STATEMENTS, '\n  order by c.id for no key update'),
      without(STATEMENTS, '\n  order by o.id for no key update'),
    ],
    tests: ['packages/db/src/record-redemptions.db.test.ts'],
  },
  {
    name: 'requests of one row share a statement',
    edits: [
      without('packages/db/src/share-statements.ts', ' && !claims.some((claim) => claimed.has(claim))'),
    ],
    tests: ['packages/db/src/share-statements.test.ts'],
  },
  {
    name: 'the widget is served on every page',
    edits: [
      {
        file: STATEMENTS,
        search: "(select wanted ->> 'origin' = any (allowed_origins) from workspaces where id = w)",
        replace: '(select true from workspaces where id = w)',
      },
    ],
    tests: ['apps/server/src/origins/widget-origins.db.test.ts'],
  },
  {
    name: 'a code that is not to be known of is answered as soon as it is read',
    edits: [
      {
        file: 'apps/server/src/certificates/redeem-certificate.ts',
        search: 'if (isUniform) await holdUniformAnswer(startedAt);',
        replace: 'void [isUniform, holdUniformAnswer, startedAt];',
      },
    ],
    tests: ['apps/server/src/guessing/bot.db.test.ts'],
  },
  ...REDEEMING_AT_ONCE,
];
