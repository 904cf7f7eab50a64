import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
const HINT_LENGTH = 4;

export type DrawnApiKey = {
  /** Told to whoever asked for it, once; what stays is its hash. */
  readonly secret: string;
  readonly keyHash: Uint8Array;
  /** Its end, by which people tell keys apart. */
  readonly hint: string;
};

/** A new key. Its beginning says what it is, to people and to scanners that look for keys where none should be. */
export function drawApiKey(): DrawnApiKey {
  const secret = `boon_${randomBytes(RANDOM_BYTES).toString('base64url')}`;
  return { secret, keyHash: hashApiKey(secret), hint: secret.slice(-HINT_LENGTH) };
}

/** 256 random bits need no slow hash: there is nothing to guess. */
function hashApiKey(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
