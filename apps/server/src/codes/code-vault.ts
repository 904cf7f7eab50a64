import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { CODE_RANDOM_BYTES, type Code, drawCode, parseCode, type SealedCode } from '@boon/core';

/** Draws, seals and opens codes. Keys are derived from APP_SECRET; a stolen database alone spends nothing. */
export type CodeVault = {
  draw(): Code;
  seal(code: Code, workspaceId: string, certificateId: string): SealedCode;
  /** @throws Error when the copy was made for another certificate or under another secret */
  open(sealed: SealedCode, workspaceId: string, certificateId: string): Code;
  /** The look-up values of a typed code, one per key version in use. */
  lookups(code: Code, workspaceId: string): Uint8Array[];
};

const KEY_VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The encrypted copy is: key version (1 byte), nonce (12), tag (16), 12 characters. */
export function createCodeVault(appSecret: string): CodeVault {
  const lookupKey = deriveKey(appSecret, `boon/code-lookup/v${KEY_VERSION}`);
  const copyKey = deriveKey(appSecret, `boon/code-copy/v${KEY_VERSION}`);

  function lookup(code: Code, workspaceId: string): Uint8Array {
    return createHmac('sha256', lookupKey).update(`${workspaceId}:${code.reveal()}`).digest();
  }

  return {
    draw() {
      for (;;) {
        const code = drawCode(randomBytes(CODE_RANDOM_BYTES));
        if (code) return code;
      }
    },

    seal(code, workspaceId, certificateId) {
      const nonce = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', copyKey, nonce);
      cipher.setAAD(associatedData(workspaceId, certificateId));
      const encrypted = Buffer.concat([cipher.update(code.reveal(), 'utf8'), cipher.final()]);
      return {
        lookup: lookup(code, workspaceId),
        lookupKeyVersion: KEY_VERSION,
        ciphertext: Buffer.concat([Buffer.from([KEY_VERSION]), nonce, cipher.getAuthTag(), encrypted]),
        last4: code.last4,
      };
    },

    open(sealed, workspaceId, certificateId) {
      const copy = Buffer.from(sealed.ciphertext);
      if (copy[0] !== KEY_VERSION)
        throw new Error(`the code's copy names key version ${copy[0]}, which is unknown`);
      const decipher = createDecipheriv('aes-256-gcm', copyKey, copy.subarray(1, 1 + IV_BYTES));
      decipher.setAAD(associatedData(workspaceId, certificateId));
      decipher.setAuthTag(copy.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
      const characters = Buffer.concat([
        decipher.update(copy.subarray(1 + IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      const parsed = parseCode(characters.toString('utf8'));
      if (!parsed.ok) throw new Error("the code's copy does not hold a code");
      return parsed.code;
    },

    lookups: (code, workspaceId) => [lookup(code, workspaceId)],
  };
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function associatedData(workspaceId: string, certificateId: string): Buffer {
  return Buffer.from(`${workspaceId}:${certificateId}`);
}
