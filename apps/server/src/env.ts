import { z } from 'zod';
import { isAddressRange } from './addresses/address-reader.ts';

/** The whole configuration, parsed once at the entry. Source of names and defaults: specification, "Running it". */
export type Configuration = {
  readonly isProduction: boolean;
  readonly port: number;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDirectory: string;
  /** Null: the embedded database under the data directory. */
  readonly databaseUrl: string | null;
  /** Null outside production: made and kept in the data directory. */
  readonly appSecret: string | null;
  /** Null: the local stand-in. */
  readonly stripe: { secretKey: string; webhookSecret: string; apiBase: string | null } | null;
  readonly postmark: { serverToken: string; apiBase: string | null } | null;
  readonly mailFrom: string;
  readonly owner: { email: string; password: string } | null;
  readonly seedsDemo: boolean;
  readonly demoApiKey: string | null;
  readonly clockOffsetDays: number;
  /** Addresses and ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
};

/** What is wrong, a line a variable; the process prints it and exits 1. */
export class ConfigurationError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

const SECRET_BYTES_MIN = 32;
const API_KEY_LENGTH_MIN = 20;
const CLOCK_OFFSET_DAYS_MAX = 36_500;

const origin = z
  .string()
  .refine(isOrigin, 'must be an http or https origin without a path, such as https://boon.example')
  .transform((text) => new URL(text).origin);

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash === ''
  );
}

const secret = z
  .string()
  .refine(
    (text) => Buffer.byteLength(text) >= SECRET_BYTES_MIN,
    `must have at least ${SECRET_BYTES_MIN} bytes`,
  );

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^-?\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must be a URL such as postgres://user:password@host:5432/boon')
    .optional(),
  APP_SECRET: secret.optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must begin with sk_ or rk_')
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_/, 'must begin with pk_').optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, 'must begin with whsec_')
    .optional(),
  STRIPE_API_BASE: origin.optional(),
  POSTMARK_SERVER_TOKEN: z.string().min(1).optional(),
  POSTMARK_API_BASE: origin.optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
  BOON_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  BOON_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').max(128).optional(),
  BOON_DEMO: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  BOON_API_KEY: z
    .string()
    .min(API_KEY_LENGTH_MIN, `must have at least ${API_KEY_LENGTH_MIN} characters`)
    .max(200, 'must have at most 200 characters')
    .regex(/^[\x21-\x7E]*$/, 'must have visible ASCII characters only')
    .optional(),
  BOON_CLOCK_OFFSET_DAYS: wholeNumber(-CLOCK_OFFSET_DAYS_MAX, CLOCK_OFFSET_DAYS_MAX).optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((range) => range.trim()))
    .refine(
      (ranges) => ranges.every(isAddressRange),
      'must be addresses or ranges parted by commas, such as 10.0.0.0/8,192.0.2.1',
    )
    .optional(),
});

type Variables = z.infer<typeof variables>;

/** @throws ConfigurationError that names every bad or missing variable; values are not repeated, they may be secret */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  // An empty variable is an unset one: compose files and shells write them that way.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  const problems = [...incomplete(values), ...(isProduction ? unfitForProduction(values) : [])];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    isProduction,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDirectory: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    appSecret: values.APP_SECRET ?? null,
    stripe: stripeOf(values),
    postmark: values.POSTMARK_SERVER_TOKEN
      ? { serverToken: values.POSTMARK_SERVER_TOKEN, apiBase: values.POSTMARK_API_BASE ?? null }
      : null,
    mailFrom: values.MAIL_FROM ?? 'certificates@boon.example',
    owner:
      values.BOON_ADMIN_EMAIL && values.BOON_ADMIN_PASSWORD
        ? { email: values.BOON_ADMIN_EMAIL, password: values.BOON_ADMIN_PASSWORD }
        : null,
    seedsDemo: isProduction
      ? false
      : values.BOON_DEMO
        ? values.BOON_DEMO === '1'
        : values.DATABASE_URL === undefined,
    demoApiKey: values.BOON_API_KEY ?? null,
    clockOffsetDays: values.BOON_CLOCK_OFFSET_DAYS ?? 0,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
  };
}

function stripeOf(values: Variables): Configuration['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values;
  return secretKey && webhookSecret
    ? { secretKey, webhookSecret, apiBase: values.STRIPE_API_BASE ?? null }
    : null;
}

function incomplete(values: Variables): string[] {
  const together = (a: keyof Variables, b: keyof Variables) =>
    (values[a] === undefined) === (values[b] === undefined)
      ? []
      : [`${values[a] === undefined ? a : b} is missing: ${a} and ${b} go together`];
  return [
    ...together('STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'),
    ...together('BOON_ADMIN_EMAIL', 'BOON_ADMIN_PASSWORD'),
  ];
}

function unfitForProduction(values: Variables): string[] {
  const needed = [
    'PUBLIC_URL',
    'DATABASE_URL',
    'APP_SECRET',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'POSTMARK_SERVER_TOKEN',
    'MAIL_FROM',
  ] as const;
  const forDevelopment = [
    'BOON_DEMO',
    'BOON_API_KEY',
    'BOON_CLOCK_OFFSET_DAYS',
    'STRIPE_API_BASE',
    'POSTMARK_API_BASE',
  ] as const;
  return [
    ...needed
      .filter((name) => values[name] === undefined)
      .map((name) => `${name} is missing: production needs it`),
    ...forDevelopment
      .filter((name) => values[name] !== undefined && values[name] !== '0' && values[name] !== 0)
      .map((name) => `${name} must not be set in production`),
    ...(values.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL must be https in production'] : []),
  ];
}

/** @throws ConfigurationError */
export function loadConfiguration(): Configuration {
  return readConfiguration(process.env);
}
