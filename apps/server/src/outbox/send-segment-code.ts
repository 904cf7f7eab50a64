import { isListed } from '@boon/core';
import { type OutboxJob, readChallenge, readSegment, readWorkspace, withWorkspace } from '@boon/db';
import { GatewayError } from '../gateways/gateway-error.ts';
import { mailbox } from '../gateways/mailer.ts';
import { renderMail } from '../mails/render-mail.ts';
import type { Services } from '../services.ts';
import { JobRefused } from './job-refused.ts';

/**
 * Mails the one-time code of a challenge that still stands, to the very address that was compared with the list. After a
 * crash or a time-out the provider is asked before anything is sent again, and what is sent again says the same.
 * @throws JobRefused when trying again is pointless, GatewayError when it is not
 */
export async function sendSegmentCode(
  services: Services,
  job: Pick<OutboxJob, 'id' | 'attempts'>,
  ids: { readonly workspaceId: string; readonly segmentId: string; readonly challengeId: string },
): Promise<void> {
  const { workspaceId, segmentId, challengeId } = ids;
  const challenge = await readChallenge(services.database, workspaceId, challengeId);
  if (!challenge || challenge.expiresAt <= services.clock.now()) return;
  const segment = await withWorkspace(services.database, workspaceId, (tx) =>
    readSegment(tx, workspaceId, segmentId),
  );
  if (!segment?.isActive || !isListed(segment.access, challenge.email)) return;
  if (job.attempts > 1 && (await services.mailer.find(job.id))) return;
  const workspace = await readWorkspace(services.database, workspaceId);
  const rendered = renderMail({
    template: 'segment_code',
    code: services.entryKeys.mailedCode(challengeId),
    businessName: workspace.name,
    brandColour: workspace.brandColour,
    publicEmail: workspace.publicEmail,
  });
  try {
    await services.mailer.send({
      deliveryId: job.id,
      from: mailbox(workspace.name, services.mailFrom),
      to: challenge.email,
      replyTo: workspace.publicEmail,
      ...rendered,
      attachments: [],
      tag: 'segment_code',
    });
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'refused') throw new JobRefused(error.message);
    throw error;
  }
}
