import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { normalAccessCode, type Segment } from '@boon/core';

const MAILED_CODE_DIGITS = 6;

/** What opens closed segments. Keys are derived from APP_SECRET: a stolen database alone opens nothing. */
export type EntryKeys = {
  /** In hex, different in every segment. */
  hashAccessCode(code: string, segment: Pick<Segment, 'id' | 'workspaceId'>): string;
  /** Takes as long for a right code as for a wrong one. */
  isAccessCode(typed: string, segment: Segment): boolean;
  /** The one-time code of a challenge, six digits: always the same one, so that a mail that is tried again says the same. */
  mailedCode(challengeId: string): string;
  isMailedCode(typed: string, challengeId: string): boolean;
};

export function createEntryKeys(appSecret: string): EntryKeys {
  const accessKey = deriveKey(appSecret, 'boon/segment-access-code/v1');
  const mailKey = deriveKey(appSecret, 'boon/segment-mailed-code/v1');

  const keys: EntryKeys = {
    hashAccessCode(code, { workspaceId, id }) {
      return createHmac('sha256', accessKey)
        .update(`${workspaceId}:${id}:${normalAccessCode(code)}`)
        .digest('hex');
    },

    isAccessCode(typed, segment) {
      const hash = Buffer.from(keys.hashAccessCode(typed, segment), 'hex');
      const hashes = segment.access.kind === 'closed' ? segment.access.accessCodeHashes : [];
      return hashes.filter((known) => timingSafeEqual(Buffer.from(known, 'hex'), hash)).length > 0;
    },

    mailedCode(challengeId) {
      const digest = createHmac('sha256', mailKey).update(challengeId).digest();
      // 48 bits for a million values: the bias is below one in two hundred million.
      const number = digest.readUIntBE(0, 6) % 10 ** MAILED_CODE_DIGITS;
      return String(number).padStart(MAILED_CODE_DIGITS, '0');
    },

    isMailedCode(typed, challengeId) {
      const digits = typed.replace(/[\s-]/g, '');
      if (!/^[0-9]{6}$/.test(digits)) return false;
      return timingSafeEqual(Buffer.from(digits), Buffer.from(keys.mailedCode(challengeId)));
    },
  };
  return keys;
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
