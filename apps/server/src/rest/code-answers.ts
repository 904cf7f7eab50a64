import type { SealedCode, StoredCertificate } from '@boon/core';
import type { z } from '@hono/zod-openapi';
import type { Services } from '../services.ts';
import type { certificateWithCode } from './schemas.ts';
import { type CertificateJson, certificateJson } from './views.ts';

/** An answer with a certificate's code: the one it had then, whatever code the certificate has been given since. */
export type AnswerWithCode = {
  readonly certificate: CertificateJson;
  readonly code: Pick<SealedCode, 'ciphertext' | 'lookupKeyVersion'>;
};

type KeptAnswerWithCode = CertificateJson & {
  /** Sealed as in the certificate's row, base64. A rotation of keys leaves it alone: the version says how to open it. */
  readonly sealed: { readonly copy: string; readonly keyVersion: number };
};

export function codeAnswer(stored: StoredCertificate, now: Date): AnswerWithCode {
  return { certificate: certificateJson(stored, now), code: stored.code };
}

/** For `answerOnce`: how such an answer is kept without its code being in the database. */
export const KEPT_SEALED = {
  keep: ({ certificate, code }: AnswerWithCode): KeptAnswerWithCode => ({
    ...certificate,
    sealed: { copy: Buffer.from(code.ciphertext).toString('base64'), keyVersion: code.lookupKeyVersion },
  }),
  restore: ({ sealed, ...certificate }: KeptAnswerWithCode): AnswerWithCode => ({
    certificate,
    code: { ciphertext: Buffer.from(sealed.copy, 'base64'), lookupKeyVersion: sealed.keyVersion },
  }),
} as const;

export function codeAnswerJson(
  { codes }: Pick<Services, 'codes'>,
  workspaceId: string,
  { certificate, code }: AnswerWithCode,
): z.infer<typeof certificateWithCode> {
  return { ...certificate, code: codes.open(code, workspaceId, certificate.id).formatted() };
}
