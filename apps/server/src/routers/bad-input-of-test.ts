import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = { readonly [name: string]: unknown };

/** What the inputs may be made of, so that many get past the first check: ids that exist, and texts right for a field. */
export type Pool = {
  readonly ids: readonly string[];
  readonly texts: Readonly<Record<string, readonly string[]>>;
};

const NASTY_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff tail',
  '\u202e\u200b\ufeff',
  "'; drop table orders; --",
  '%_\\',
  '👩‍👩‍👧‍👧'.repeat(30),
  'x'.repeat(10_000),
  'ﬀ'.repeat(501),
  '2027-02-30',
  '0000-01-01',
  '9999-12-31',
  '2099-12-31',
  '+275760-09-13',
  '-000001-01-01',
  '2027-02-28',
  '__proto__',
];
const NASTY_NUMBERS = [
  0,
  -0,
  -1,
  1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 31,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  1e308,
  5e-324,
];
const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, [], {}, [[]], { toString: 1 }, 10n, new Date(Number.NaN)),
  fc.constantFrom<unknown>(...NASTY_TEXTS, ...NASTY_NUMBERS),
  fc.anything({ maxDepth: 2 }),
);

/** Inputs of about the shape a procedure asks for: mostly well formed, wrong in a place or two. */
export function inputOf(schemas: readonly unknown[], pool: Pool): fc.Arbitrary<unknown> {
  const [schema] = schemas;
  if (!(schema instanceof z.ZodType)) return NASTY;
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return fc.oneof({ weight: 30, arbitrary: made(described, pool) }, { weight: 1, arbitrary: NASTY });
}

function made(schema: JsonSchema, pool: Pool, field = ''): fc.Arbitrary<unknown> {
  const right = wellFormed(schema, pool, field);
  return fc.oneof({ weight: 50, arbitrary: right }, { weight: 1, arbitrary: NASTY });
}

function wellFormed(schema: JsonSchema, pool: Pool, field: string): fc.Arbitrary<unknown> {
  const { anyOf, type } = schema;
  if (isList(anyOf)) return fc.oneof(...anyOf.map((option) => made(option, pool, field)));
  if (Array.isArray(schema.enum)) return fc.constantFrom<unknown>(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (type === 'object') return record(schema, pool);
  if (type === 'array') return fc.array(made(schemaOf(schema.items), pool), { maxLength: 4 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'integer' || type === 'number') {
    return fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 8, arbitrary: fc.integer({ min: 2_500, max: 200_000 }) },
      { weight: 3, arbitrary: fc.constantFrom(...NASTY_NUMBERS) },
    );
  }
  if (type !== 'string') return NASTY;
  if (schema.format === 'uuid')
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pool.ids) },
      { weight: 1, arbitrary: fc.uuid() },
    );
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...(pool.texts[field] ?? ['Łucja'])) },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 600 }) },
    { weight: 1, arbitrary: fc.emailAddress() },
  );
}

function record(schema: JsonSchema, pool: Pool): fc.Arbitrary<unknown> {
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(schemaOf(schema.properties));
  const fields = Object.fromEntries(
    properties.map(([name, inner]) => [name, made(schemaOf(inner), pool, name)] as const),
  );
  const requiredKeys = Object.keys(fields).filter((name) => required.includes(name));
  return fc.record<Record<string, unknown>>(fields, { requiredKeys });
}

function schemaOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isList(value: unknown): value is readonly JsonSchema[] {
  return Array.isArray(value);
}
