import type { Person, Recipient } from '../purchase/purchase-input.ts';
import { emailProblem, nameProblem } from '../purchase/purchase-input.ts';
import { refuse } from '../refusal/refusal.ts';
import type { Actor } from './activity.ts';
import { type StoredCertificate, statusAt } from './certificate.ts';
import { decision, type Outcome } from './decision.ts';
import { refusalOf } from './lifecycle.ts';

/** Who is named on the certificate and where its mails go. */
export type People = { readonly purchaser: Person; readonly recipient: Recipient };

/** Corrects names and addresses of a certificate that can still be used; what was written before stays in the log. */
export function correct(certificate: StoredCertificate, people: People, actor: Actor, now: Date): Outcome {
  const refusal = refusalOf('correct', statusAt(certificate, now));
  if (refusal) return refusal;
  const fields = problemsOf(certificate, people);
  const problems = Object.values(fields);
  if (problems.length > 0) return refuse('validation_failed', problems.join(' '), { fields });
  const { purchaser, recipient } = certificate;
  return decision(certificate.workspaceId, {
    certificates: [{ row: { ...certificate, ...people }, expectedVersion: certificate.version }],
    activities: [
      {
        certificateId: certificate.id,
        type: 'recipient_changed',
        at: now,
        actor,
        details: { from: { purchaser, recipient }, to: people },
      },
    ],
  });
}

function problemsOf(
  { delivery }: StoredCertificate,
  { purchaser, recipient }: People,
): Record<string, string> {
  const needsAddress = delivery === 'email' || recipient.email !== null;
  const found = {
    'purchaser.name': nameProblem(purchaser.name, 'the name of the person who gives it'),
    'purchaser.email': emailProblem(purchaser.email),
    'recipient.name': nameProblem(recipient.name, 'the name of the person it is for'),
    'recipient.email': needsAddress ? emailProblem(recipient.email ?? '') : null,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, problem]) => (problem ? [[field, problem]] : [])),
  );
}
