import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { PrivateFiles } from './private-files.ts';

const FILE = 'keys.json';

const keysShape = z.object({
  stripeSecretKey: z.string(),
  stripeWebhookSecret: z.string(),
  postmarkServerToken: z.string(),
});

export type LocalKeys = z.infer<typeof keysShape>;

/** The keys of the local servers, made at the first start. They open nothing but the local servers. */
export async function readLocalKeys(files: PrivateFiles): Promise<LocalKeys> {
  const stored = await files.read(FILE);
  const parsed = keysShape.safeParse(stored === null ? null : parse(stored.toString()));
  if (parsed.success) return parsed.data;
  const keys = {
    stripeSecretKey: `sk_test_local${randomBytes(24).toString('hex')}`,
    stripeWebhookSecret: `whsec_local${randomBytes(24).toString('hex')}`,
    postmarkServerToken: `local-${randomBytes(24).toString('hex')}`,
  };
  await files.write(FILE, JSON.stringify(keys));
  return keys;
}

export function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
