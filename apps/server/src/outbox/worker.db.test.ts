import { randomUUID } from 'node:crypto';
import type { GiftInput } from '@boon/core';
import { beginDelivery, readActivities, readState } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate, resendCertificate, voidCertificateById } from '../certificates/staff-commands.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';
import { sendMail } from './send-mail.ts';
import { startOutboxWorker } from './worker.ts';

const STAFF = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;
const DAY_MS = 86_400_000;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
  await bed.close();
});

async function issue(gift: Partial<GiftInput> = {}) {
  const workspace = await bed.newWorkspace();
  const id = randomUUID();
  const request = {
    id,
    origin: 'admin',
    kind: 'purchased',
    payment: { method: 'cash', reference: null },
    segment: null,
    announce: 'send',
    gift: {
      amountMinor: 15_000,
      purchaser: { name: 'Mateo', email: `mateo-${id}@example.com` },
      recipient: { name: 'Łucja', email: `lucja-${id}@example.com` },
      message: 'Bring back a story.',
      delivery: 'email',
      deliverOn: null,
      ...gift,
    },
  } as const;
  const certificate = await issueCertificate(bed.services, workspace.id, request, STAFF);
  return { workspace, certificate, jobs: await jobsOf(id) };
}

async function jobsOf(certificateId: string): Promise<Record<string, string>> {
  const { rows } = await bed.owner.query<{ id: string; template: string }>(
    `select id, payload ->> 'template' as template from outbox where kind = 'mail' and payload ->> 'certificateId' = $1`,
    [certificateId],
  );
  return Object.fromEntries(rows.map(({ id, template }) => [template, id]));
}

function mailsTo(address: string) {
  return bed.local.outbox.list({ limit: 2_000 }).filter(({ to }) => to.includes(address));
}

async function logOf(workspaceId: string, certificateId: string): Promise<string[]> {
  return (await readActivities(bed.services.database, workspaceId, certificateId)).map(({ type }) => type);
}

function giftJob(workspaceId: string, certificateId: string, jobs: Record<string, string>) {
  return {
    deliveryId: jobs.gift ?? '',
    workspaceId,
    certificateId,
    template: 'gift',
    askedBy: null,
  } as const;
}

/** The provider takes the mail, but its answer never arrives. */
function crashingAfterSending(): Services {
  return {
    ...bed.services,
    mailer: {
      ...bed.services.mailer,
      async send(mail) {
        await bed.services.mailer.send(mail);
        throw new GatewayError({ kind: 'unknown', gateway: 'postmark', operation: 'send' });
      },
    },
  };
}

describe('the worker', () => {
  it('sends every queued mail once, with several processes at work, and logs that the certificate was sent', async () => {
    const issued = await Promise.all(Array.from({ length: 5 }, () => issue()));
    const workers = await Promise.all([1, 2, 3].map(() => startOutboxWorker(bed.services)));
    try {
      await expect
        .poll(
          async () =>
            (await bed.owner.query('select 1 from deliveries where status = $1', ['sent'])).rowCount,
          {
            timeout: 20_000,
          },
        )
        .toBeGreaterThanOrEqual(10);
      for (const { workspace, certificate } of issued) {
        await expect.poll(() => logOf(workspace.id, certificate.id)).toContain('sent');
      }
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    for (const { workspace, certificate } of issued) {
      expect(mailsTo(certificate.purchaser.email)).toHaveLength(1);
      expect(mailsTo(certificate.recipient.email ?? '')).toHaveLength(1);
      expect(await logOf(workspace.id, certificate.id)).toEqual([
        'created',
        'purchased',
        'activated',
        'sent',
      ]);
    }
    const { rows } = await bed.owner.query("select kind from outbox where kind = 'expire_due'");
    expect(rows).toHaveLength(1);
  });

  it('books the expiry of a certificate past its day', async () => {
    const { workspace, certificate } = await issue();
    bed.clock.moveTo(new Date(Date.now() + 731 * DAY_MS));
    try {
      await handleJob(bed.services, {
        id: randomUUID(),
        workspaceId: null,
        kind: 'expire_due',
        payload: {},
        attempts: 1,
      });
    } finally {
      bed.clock.moveTo(null);
    }
    const { certificate: after } = await readState(bed.services.database, workspace.id, {
      certificateId: certificate.id,
    });
    expect(after?.state.status).toBe('expired');
    expect(await logOf(workspace.id, certificate.id)).toContain('expired');
  });
});

describe('a mail', () => {
  it('that left just before a crash is not sent again, and its sending is logged all the same', async () => {
    const { workspace, certificate, jobs } = await issue();
    const job = giftJob(workspace.id, certificate.id, jobs);
    await expect(sendMail(crashingAfterSending(), job)).rejects.toBeInstanceOf(GatewayError);
    await sendMail(bed.services, job);
    await sendMail(bed.services, job);
    expect(mailsTo(certificate.recipient.email ?? '')).toHaveLength(1);
    const log = await logOf(workspace.id, certificate.id);
    expect(log.filter((type) => type === 'sent')).toHaveLength(1);
  });

  it('whose attempt was written down but never left goes out on the next one', async () => {
    const { workspace, certificate, jobs } = await issue();
    const job = giftJob(workspace.id, certificate.id, jobs);
    await beginDelivery(bed.services.database, {
      workspaceId: workspace.id,
      id: job.deliveryId,
      certificateId: certificate.id,
      template: 'gift',
      recipientEmail: certificate.recipient.email ?? '',
      createdAt: new Date(),
    });
    await sendMail(bed.services, job);
    expect(mailsTo(certificate.recipient.email ?? '')).toHaveLength(1);
  });

  it('carries the code and the PDF to the recipient, and to the purchaser only when they print it', async () => {
    const mailed = await issue();
    await sendMail(bed.services, { ...giftJob(mailed.workspace.id, mailed.certificate.id, mailed.jobs) });
    const code = bed.services.codes
      .open(mailed.certificate.code, mailed.workspace.id, mailed.certificate.id)
      .formatted();
    const [gift] = mailsTo(mailed.certificate.recipient.email ?? '');
    const content = await bed.local.outbox.get(gift?.id ?? '');
    expect(content?.text).toContain(code);
    expect(gift?.attachments).toMatchObject([
      { contentType: 'application/pdf', contentId: null },
      { contentType: 'image/png', contentId: 'rosette' },
    ]);

    const receiptJob = {
      ...giftJob(mailed.workspace.id, mailed.certificate.id, mailed.jobs),
      template: 'receipt',
    } as const;
    await sendMail(bed.services, { ...receiptJob, deliveryId: mailed.jobs.receipt ?? '' });
    const [receipt] = mailsTo(mailed.certificate.purchaser.email);
    expect((await bed.local.outbox.get(receipt?.id ?? ''))?.text).not.toContain(code);
    expect(receipt?.attachments).toEqual([]);

    const printed = await issue({ delivery: 'print', recipient: { name: 'Łucja', email: null } });
    expect(Object.keys(printed.jobs)).toEqual(['receipt']);
    await sendMail(bed.services, {
      deliveryId: printed.jobs.receipt ?? '',
      workspaceId: printed.workspace.id,
      certificateId: printed.certificate.id,
      template: 'receipt',
      askedBy: null,
    });
    const [own] = mailsTo(printed.certificate.purchaser.email);
    expect(own?.attachments).toMatchObject([{ contentType: 'application/pdf' }]);
  });

  it('that left before a crash is logged also when the certificate was voided before the next attempt', async () => {
    const { workspace, certificate, jobs } = await issue();
    const job = giftJob(workspace.id, certificate.id, jobs);
    await expect(sendMail(crashingAfterSending(), job)).rejects.toBeInstanceOf(GatewayError);
    const target = { workspaceId: workspace.id, certificateId: certificate.id, version: null };
    await voidCertificateById(bed.services, { ...target, reason: 'Bought twice' }, STAFF);
    await sendMail(bed.services, job);
    expect(mailsTo(certificate.recipient.email ?? '')).toHaveLength(1);
    expect(await logOf(workspace.id, certificate.id)).toEqual([
      'created',
      'purchased',
      'activated',
      'voided',
      'sent',
    ]);
  });

  it('of a certificate that was voided first does not go out, and nothing claims that it did', async () => {
    const { workspace, certificate, jobs } = await issue();
    const target = { workspaceId: workspace.id, certificateId: certificate.id, version: null };
    await voidCertificateById(bed.services, { ...target, reason: 'Bought twice' }, STAFF);
    await sendMail(bed.services, giftJob(workspace.id, certificate.id, jobs));
    expect(mailsTo(certificate.recipient.email ?? '')).toHaveLength(0);
    expect(await logOf(workspace.id, certificate.id)).not.toContain('sent');
  });

  it('asked for again under the same id is queued once', async () => {
    const { workspace, certificate } = await issue();
    const callId = randomUUID();
    const target = { workspaceId: workspace.id, certificateId: certificate.id, version: null, callId };
    const ask = () => resendCertificate(bed.services, target, STAFF);
    await Promise.all([ask(), ask(), ask()]);
    const { rowCount } = await bed.owner.query('select 1 from outbox where dedupe_key = $1', [
      `send:${callId}`,
    ]);
    expect(rowCount).toBe(1);
  });

  it('asked for by somebody who looked at it before a colleague changed it is not queued', async () => {
    const { workspace, certificate } = await issue();
    const target = {
      workspaceId: workspace.id,
      certificateId: certificate.id,
      version: certificate.version + 1,
    };
    await expect(resendCertificate(bed.services, target, STAFF)).rejects.toMatchObject({ code: 'stale' });
  });

  it('planned for a day waits for it', async () => {
    const on = new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10);
    const { certificate } = await issue({ deliverOn: on });
    const { rows } = await bed.owner.query<{ run_at: Date }>(
      `select run_at from outbox where payload ->> 'certificateId' = $1 and payload ->> 'template' = 'gift'`,
      [certificate.id],
    );
    expect(rows[0]?.run_at.toISOString().slice(0, 10)).toBe(on);
  });

  it('leaves no code in the queue', async () => {
    const { workspace, certificate } = await issue();
    const code = bed.services.codes.open(certificate.code, workspace.id, certificate.id);
    const { rows } = await bed.owner.query<{ line: string }>('select outbox::text as line from outbox');
    for (const { line } of rows) {
      expect(line.includes(code.reveal()) || line.includes(code.formatted())).toBe(false);
    }
  });
});
