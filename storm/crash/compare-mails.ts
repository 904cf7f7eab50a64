import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../report.ts';
import type { Books } from '../server/books.ts';
import type { Certificate, Memory } from './memory.ts';

const DRAIN_MS_MAX = 180_000;
const POLL_MS = 250;
const IS_OURS = `o.kind = 'mail' and exists (select 1 from certificates c where c.workspace_id = o.workspace_id
  and c.id = (o.payload ->> 'certificateId')::uuid and c.purchaser_email like 'buyer-%@storm.example')`;

type MailRow = {
  id: string;
  certificate_id: string;
  template: 'receipt' | 'gift';
  dead: boolean;
  status: string;
  delivery: string | null;
  sent_log: number;
};

/** Waits until nothing that is due stands in the outbox. */
export async function untilDrained(report: Report, books: Books): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const [row] = await books.read<{ waiting: number }>(
      `select count(*)::int as waiting from outbox o where done_at is null and dead_at is null and ${IS_OURS}`,
    );
    const waitedMs = performance.now() - startedAt;
    if (row?.waiting === 0) return report.figure('outbox drained after', `${Math.round(waitedMs)} ms`);
    if (waitedMs > DRAIN_MS_MAX) return report.violation(`${row?.waiting} mails do not leave the outbox`);
    await sleep(POLL_MS);
  }
}

/** Mails queued are the mails due, and each of them went out once: the local outbox counts by delivery id. */
export async function compareMails(
  report: Report,
  books: Books,
  memory: Memory,
  mailDirectory: string,
): Promise<void> {
  const rows = await books.read<MailRow>(
    `select o.id, o.payload ->> 'certificateId' as certificate_id, o.payload ->> 'template' as template,
       o.dead_at is not null as dead, c.status, d.status as delivery,
       (select count(*)::int from activities a where a.workspace_id = o.workspace_id and a.certificate_id = c.id
          and a.type = 'sent' and a.details ->> 'deliveryId' = o.id::text) as sent_log
     from outbox o
     join certificates c on c.workspace_id = o.workspace_id and c.id = (o.payload ->> 'certificateId')::uuid
     left join deliveries d on d.workspace_id = o.workspace_id and d.id = o.id
     where ${IS_OURS}`,
  );
  const mails = await countMails(mailDirectory);
  const due = compareQueued(report, memory, rows);
  const notOnce: string[] = [];
  let out = 0;
  let overtaken = 0;
  for (const row of rows) {
    const times = mails.get(row.id) ?? 0;
    out += times;
    // A gift whose certificate was used or voided before its turn is not sent any more.
    const mayBeLeft = row.template === 'gift' && row.status !== 'active';
    if (times === 0 && mayBeLeft) overtaken += 1;
    else if (times !== 1) notOnce.push(`${row.id} (${row.template}, ${times} times)`);
    // The log tells of the mail that carries the code; the receipt of a mailed gift does not.
    const isLogged = row.template === 'gift' ? row.sent_log === 1 : row.sent_log === 0;
    const isWhole = !row.dead && isLogged && row.delivery === 'sent';
    if (times === 1 && !mayBeLeft && !isWhole)
      notOnce.push(`${row.id} (${row.template}, ${row.delivery}, logged ${row.sent_log} times)`);
  }
  report.figure('mails due / queued', `${due} / ${rows.length}`);
  report.figure('  out, once each', out);
  report.figure('  overtaken by redemption or void', overtaken);
  report.violations('mails did not go out exactly once', notOnce);
}

/** @returns how many mails are due at the least */
function compareQueued(report: Report, memory: Memory, rows: readonly MailRow[]): number {
  const queued = new Map<string, number>();
  for (const { certificate_id } of rows) queued.set(certificate_id, (queued.get(certificate_id) ?? 0) + 1);
  const wrong: string[] = [];
  let due = 0;
  for (const certificate of memory.certificates) {
    const { least, most } = dueOf(certificate);
    const found = queued.get(certificate.id) ?? 0;
    due += least;
    if (found < least || found > most) wrong.push(`${certificate.id} (${found} of ${least} to ${most})`);
  }
  report.violations('mails queued are not the mails due', wrong);
  return due;
}

/**
 * Receipt and gift at the start, one more for each acknowledged sending and reissue. What ended without anybody knowing
 * is one or none.
 */
function dueOf({ isMailed, sending, reissue }: Certificate): { least: number; most: number } {
  if (!isMailed) return { least: 0, most: 0 };
  const changes = [sending, reissue].filter((change) => change !== null);
  const least = 2 + changes.filter(({ outcome }) => outcome === 'done').length;
  const unknown = changes.filter(({ outcome }) => outcome === 'unknown').length;
  return { least, most: least + unknown };
}

async function countMails(directory: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue;
    const mail: { metadata: Record<string, string> } = JSON.parse(
      await readFile(path.join(directory, name), 'utf8'),
    );
    const id = mail.metadata.delivery_id ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
