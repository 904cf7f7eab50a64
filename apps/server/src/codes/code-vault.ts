import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { CODE_RANDOM_BYTES, type Code, drawCode, parseCode, type SealedCode } from '@boon/core';

/** Draws, seals and opens codes. Keys are derived from APP_SECRET; a stolen database alone spends nothing. */
export type CodeVault = {
  draw(): Code;
  /** Under the newest key version. */
  seal(code: Code, workspaceId: string, certificateId: string): SealedCode;
  /** Whatever key version it was sealed under. @throws Error when it is another certificate's or another secret's */
  open(
    sealed: Pick<SealedCode, 'ciphertext' | 'lookupKeyVersion'>,
    workspaceId: string,
    certificateId: string,
  ): Code;
  /** The look-up values of a typed code, one per key version it may be stored under. */
  lookups(code: Code, workspaceId: string): Uint8Array[];
};

/** Numbers of the keys in use, ascending: codes are sealed under the last, and found under each. */
export type KeyVersions = readonly [number, ...number[]];

const FIRST: KeyVersions = [1];
const IV_BYTES = 12;
const TAG_BYTES = 16;
const TAG_START = 1 + IV_BYTES;
const TEXT_START = TAG_START + TAG_BYTES;

type Keys = { readonly lookup: KeyObject; readonly copy: KeyObject };

/**
 * The encrypted copy is: the key version's last byte, nonce (12), tag (16), 12 characters.
 * `keyVersions` is asked anew for each code, because a rotation changes them while this process runs.
 */
export function createCodeVault(appSecret: string, keyVersions: () => KeyVersions = () => FIRST): CodeVault {
  const derived = new Map<number, Keys>();
  const keysOf = (version: number): Keys => {
    const keys = derived.get(version) ?? {
      lookup: deriveKey(appSecret, `boon/code-lookup/v${version}`),
      copy: deriveKey(appSecret, `boon/code-copy/v${version}`),
    };
    derived.set(version, keys);
    return keys;
  };

  function lookup(code: Code, workspaceId: string, version: number): Uint8Array {
    return createHmac('sha256', keysOf(version).lookup).update(`${workspaceId}:${code.reveal()}`).digest();
  }

  return {
    draw() {
      for (;;) {
        const code = drawCode(randomBytes(CODE_RANDOM_BYTES));
        if (code) return code;
      }
    },

    seal(code, workspaceId, certificateId) {
      const version = newestOf(keyVersions());
      const nonce = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keysOf(version).copy, nonce);
      cipher.setAAD(associatedData(workspaceId, certificateId));
      const encrypted = Buffer.concat([cipher.update(code.reveal(), 'utf8'), cipher.final()]);
      return {
        lookup: lookup(code, workspaceId, version),
        lookupKeyVersion: version,
        ciphertext: Buffer.concat([Buffer.from([version & 0xff]), nonce, cipher.getAuthTag(), encrypted]),
        last4: code.last4,
      };
    },

    open({ ciphertext, lookupKeyVersion: version }, workspaceId, certificateId) {
      const copy = Buffer.from(ciphertext);
      if (copy[0] !== (version & 0xff))
        throw new Error(`the code's copy names key version ${copy[0]}, its row ${version}`);
      const decipher = createDecipheriv('aes-256-gcm', keysOf(version).copy, copy.subarray(1, TAG_START));
      decipher.setAAD(associatedData(workspaceId, certificateId));
      decipher.setAuthTag(copy.subarray(TAG_START, TEXT_START));
      const characters = Buffer.concat([decipher.update(copy.subarray(TEXT_START)), decipher.final()]);
      const parsed = parseCode(characters.toString('utf8'));
      if (!parsed.ok) throw new Error("the code's copy does not hold a code");
      return parsed.code;
    },

    // Under the next version too: another process may have heard of it first, and sealed a code with it.
    lookups(code, workspaceId) {
      const versions = keyVersions();
      return [...versions, newestOf(versions) + 1].map((version) => lookup(code, workspaceId, version));
    },
  };
}

function newestOf(versions: KeyVersions): number {
  return versions.at(-1) ?? versions[0];
}

// Prepared once: a key given as bytes is prepared anew for each code.
function deriveKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
}

// The database gives ids back in small letters, whatever they were written in.
function associatedData(workspaceId: string, certificateId: string): Buffer {
  return Buffer.from(`${workspaceId}:${certificateId}`.toLowerCase());
}
