import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration } from './env.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://gifts.example',
  DATABASE_URL: 'postgres://boon:secret@db:5432/boon',
  APP_SECRET: 'a root secret of at least 32 bytes',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  POSTMARK_SERVER_TOKEN: 'token',
  MAIL_FROM: 'gifts@gifts.example',
};

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
}

describe('the configuration', () => {
  it('needs nothing at all outside production', () => {
    expect(readConfiguration({})).toMatchObject({
      isProduction: false,
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDirectory: '.data',
      databaseUrl: null,
      stripe: null,
      postmark: null,
      seedsDemo: true,
      clockOffsetDays: 0,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('seeds the demo by itself with the embedded database only', () => {
    const DATABASE_URL = 'postgres://localhost/boon';
    expect(readConfiguration({ DATABASE_URL }).seedsDemo).toBe(false);
    expect(readConfiguration({ DATABASE_URL, BOON_DEMO: '1' }).seedsDemo).toBe(true);
    expect(readConfiguration({ BOON_DEMO: '0' }).seedsDemo).toBe(false);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '0'],
    ['PUBLIC_URL', 'gifts.example'],
    ['PUBLIC_URL', 'https://gifts.example/path'],
    ['PUBLIC_URL', 'ftp://gifts.example'],
    ['DATABASE_URL', 'mysql://localhost/boon'],
    ['APP_SECRET', 'short'],
    ['STRIPE_SECRET_KEY', 'pk_test_1'],
    ['STRIPE_WEBHOOK_SECRET', 'secret'],
    ['MAIL_FROM', 'nobody'],
    ['BOON_ADMIN_EMAIL', 'nobody'],
    ['BOON_ADMIN_PASSWORD', 'short'],
    ['BOON_DEMO', 'yes'],
    ['BOON_API_KEY', 'too-short'],
    ['BOON_CLOCK_OFFSET_DAYS', '1.5'],
  ])('with a bad %s (%s) names the variable and stops', (name, value) => {
    expect(problemsOf({ [name]: value })).toContain(name);
  });

  it('never repeats a value that may be secret', () => {
    const secret = 'leaky';
    expect(problemsOf({ APP_SECRET: secret, STRIPE_SECRET_KEY: secret, BOON_API_KEY: secret })).not.toContain(
      secret,
    );
  });

  it('names all that is wrong at once', () => {
    const problems = problemsOf({ PORT: 'x', MAIL_FROM: 'x' });
    expect(problems).toContain('PORT');
    expect(problems).toContain('MAIL_FROM');
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'sk_test_1'],
    ['STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY', 'whsec_1'],
    ['BOON_ADMIN_EMAIL', 'BOON_ADMIN_PASSWORD', 'mara@example.com'],
  ])('with %s but no %s says which one is missing', (given, missing, value) => {
    expect(problemsOf({ [given]: value })).toContain(`${missing} is missing`);
  });
});

describe('in production', () => {
  it('a complete configuration is accepted, without demo data or stand-ins', () => {
    expect(readConfiguration(PRODUCTION)).toMatchObject({
      isProduction: true,
      seedsDemo: false,
      demoApiKey: null,
    });
  });

  it.each(Object.keys(PRODUCTION).filter((name) => name !== 'NODE_ENV'))('%s is needed', (name) => {
    const { [name as keyof typeof PRODUCTION]: _left, ...rest } = PRODUCTION;
    expect(problemsOf(rest)).toContain(`${name} is missing`);
  });

  it.each([
    ['BOON_DEMO', '1'],
    ['BOON_API_KEY', 'a-key-of-twenty-characters'],
    ['BOON_CLOCK_OFFSET_DAYS', '3'],
    ['STRIPE_API_BASE', 'http://127.0.0.1:4000'],
    ['POSTMARK_API_BASE', 'http://127.0.0.1:4000'],
    ['PUBLIC_URL', 'http://gifts.example'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ ...PRODUCTION, [name]: value })).toContain(name);
  });
});
