import { createHash } from 'node:crypto';
import type { DBAdapter, DBAdapterInstance, DBTransactionAdapter, Where } from 'better-auth/adapters';

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Lets the sign-in library work with plain session tokens while the database only ever holds their SHA-256.
 * A token has 190 random bits, so a plain hash is enough; the library itself would store it as it is.
 */
export function withHashedSessionTokens(instance: DBAdapterInstance): DBAdapterInstance {
  return (options) => hashing(instance(options));
}

function hashing(inner: DBAdapter): DBAdapter {
  return {
    ...inner,
    ...hashingStatements(inner),
    transaction: (run) => inner.transaction((tx) => run({ ...tx, ...hashingStatements(tx) })),
  };
}

type Statements = Pick<
  DBTransactionAdapter,
  | 'create'
  | 'findOne'
  | 'findMany'
  | 'count'
  | 'update'
  | 'updateMany'
  | 'delete'
  | 'deleteMany'
  | 'consumeOne'
  | 'incrementOne'
>;

function hashingStatements(inner: DBTransactionAdapter): Statements {
  return {
    create: async <T extends Record<string, unknown>, R = T>(
      input: Parameters<typeof inner.create<T, R>>[0],
    ): Promise<R> => {
      const token = input.model === 'session' && 'token' in input.data ? input.data.token : undefined;
      if (typeof token !== 'string') return inner.create<T, R>(input);
      const created = await inner.create<T, R>({
        ...input,
        data: { ...input.data, token: hashToken(token) },
      });
      return withToken(created, token);
    },
    findOne: async <T>(input: Parameters<typeof inner.findOne>[0]) =>
      withAskedToken(await inner.findOne<T>(hashedCondition(input)), input),
    update: async <T>(input: Parameters<typeof inner.update>[0]) =>
      withAskedToken(await inner.update<T>(hashedCondition(input)), input),
    consumeOne: async <T>(input: Parameters<typeof inner.consumeOne>[0]) =>
      withAskedToken(await inner.consumeOne<T>(hashedCondition(input)), input),
    incrementOne: async <T>(input: Parameters<typeof inner.incrementOne>[0]) =>
      withAskedToken(await inner.incrementOne<T>(hashedCondition(input)), input),
    findMany: (input) => inner.findMany(hashedCondition(input)),
    count: (input) => inner.count(hashedCondition(input)),
    updateMany: (input) => inner.updateMany(hashedCondition(input)),
    delete: (input) => inner.delete(hashedCondition(input)),
    deleteMany: (input) => inner.deleteMany(hashedCondition(input)),
  };
}

function hashedCondition<Input extends { model: string; where?: Where[] | undefined }>(input: Input): Input {
  if (input.model !== 'session' || !input.where) return input;
  return { ...input, where: input.where.map(hashedValue) };
}

function hashedValue(condition: Where): Where {
  const { field, value } = condition;
  if (field !== 'token') return condition;
  if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashToken(String(token))) };
  return typeof value === 'string' ? { ...condition, value: hashToken(value) } : condition;
}

/** The library goes on with the token it asked for, so the found row carries that one instead of its hash. */
function withAskedToken<T>(row: T | null, input: { model: string; where: Where[] }): T | null {
  const asked = input.where.find((condition) => condition.field === 'token')?.value;
  return row && input.model === 'session' && typeof asked === 'string' ? withToken(row, asked) : row;
}

function withToken<T>(row: T, token: string): T {
  return row && typeof row === 'object' ? Object.assign(row, { token }) : row;
}
