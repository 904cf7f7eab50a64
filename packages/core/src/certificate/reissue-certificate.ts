import type { Actor } from './activity.ts';
import { type SealedCode, type StoredCertificate, statusAt } from './certificate.ts';
import { mailsWithCode } from './create-certificate.ts';
import { decision, type Outcome } from './decision.ts';
import { refusalOf } from './lifecycle.ts';
import { refuseReason } from './void-certificate.ts';

/** A new code for a leaked or wrongly sent one; the old one is dead with this very statement. */
export function reissue(
  certificate: StoredCertificate,
  code: SealedCode,
  reason: string,
  announce: 'send' | 'silent',
  actor: Actor,
  now: Date,
): Outcome {
  const refusal = refusalOf('reissue', statusAt(certificate, now)) ?? refuseReason(reason);
  if (refusal) return refusal;
  const row = { ...certificate, code };
  return decision(certificate.workspaceId, {
    certificates: [{ row, expectedVersion: certificate.version }],
    activities: [
      { certificateId: certificate.id, type: 'reissued', at: now, actor, details: { reason: reason.trim() } },
    ],
    messages: announce === 'send' ? mailsWithCode(row, actor, now) : [],
  });
}
