import type { Report } from '../report.ts';
import type { Books } from '../server/books.ts';
import type { Memory } from './memory.ts';

type RedemptionRow = {
  id: string;
  certificate_id: string;
  order_id: string;
  reversed: boolean;
};
type CertificateRow = {
  id: string;
  status: string;
  code_last4: string;
  redemptions: number;
  redeemed_log: number;
  redeemed_moves: number;
  reissued_log: number;
};

/** Compares what the clients were told with what the database holds, certificate by certificate. */
export async function compareBooks(report: Report, books: Books, memory: Memory): Promise<void> {
  const differences = await books.read('select number, problem from ledger_differences');
  report.violations(
    'the books disagree with themselves',
    differences.map(({ number, problem }) => `${String(number)}: ${String(problem)}`),
  );
  await compareRedemptions(report, books, memory);
  await compareCertificates(report, books, memory);
}

async function compareRedemptions(report: Report, books: Books, memory: Memory): Promise<void> {
  const rows = await books.read<RedemptionRow>(
    `select id, certificate_id, order_id, reversed_at is not null as reversed
     from redemptions where certificate_id = any($1)`,
    [memory.certificates.map(({ id }) => id)],
  );
  const booked = new Map(rows.map((row) => [row.id, row]));
  const found = { lost: [] as string[], resurrected: [] as string[], elsewhere: [] as string[] };
  const outcomes = { done: 0, refused: 0, unknown: 0, 'under way': 0 };
  for (const [id, { outcome, certificateId, orderId }] of memory.redemptions) {
    outcomes[outcome] += 1;
    const row = booked.get(id);
    if (outcome === 'done' && (!row || row.reversed)) found.lost.push(id);
    if (outcome === 'refused' && row) found.resurrected.push(id);
    if (row && (row.certificate_id !== certificateId || row.order_id !== orderId)) found.elsewhere.push(id);
  }
  const strangers = rows.filter(({ id }) => !memory.redemptions.has(id)).map(({ id }) => id);
  report.figure('redemptions tried', memory.redemptions.size);
  report.figure('  acknowledged', outcomes.done);
  report.figure('  refused by name', outcomes.refused);
  report.figure('  never answered', outcomes.unknown);
  report.figure('  in the books', rows.length);
  report.violations('acknowledged redemptions are not in the books', found.lost);
  report.violations('refused redemptions are in the books', found.resurrected);
  report.violations('redemptions are on another order or certificate', found.elsewhere);
  report.violations('redemptions that nobody asked for', strangers);
  if (outcomes['under way'] > 0) report.violation(`${outcomes['under way']} redemptions never ended`);
}

async function compareCertificates(report: Report, books: Books, memory: Memory): Promise<void> {
  const rows = await books.read<CertificateRow>(
    `select c.id, c.status, c.code_last4,
       (select count(*)::int from redemptions r where r.workspace_id = c.workspace_id and r.certificate_id = c.id) as redemptions,
       (select count(*)::int from transfers t where t.workspace_id = c.workspace_id and t.certificate_id = c.id
          and t.kind = 'redeem') as redeemed_moves,
       (select count(*)::int from activities a where a.workspace_id = c.workspace_id and a.certificate_id = c.id
          and a.type = 'redeemed') as redeemed_log,
       (select count(*)::int from activities a where a.workspace_id = c.workspace_id and a.certificate_id = c.id
          and a.type = 'reissued') as reissued_log
     from certificates c where c.purchaser_email like 'buyer-%@storm.example'`,
  );
  const known = new Map(memory.certificates.map((certificate) => [certificate.id, certificate]));
  const doubled: string[] = [];
  const wrong: string[] = [];
  const counts = { redeemed: 0, voided: 0, reissued: 0 };
  for (const row of rows) {
    const times = row.status === 'redeemed' ? 1 : 0;
    if (row.redemptions > 1) doubled.push(row.id);
    if (row.redemptions !== times || row.redeemed_log !== times || row.redeemed_moves !== times)
      wrong.push(`${row.id} is ${row.status} with ${row.redemptions} redemptions`);
    const certificate = known.get(row.id);
    if (!certificate) continue;
    const { voiding, reissue } = certificate;
    if (row.status === 'redeemed') counts.redeemed += 1;
    if (row.status === 'voided') counts.voided += 1;
    if ((row.status === 'voided') !== (voiding?.outcome === 'done') && voiding?.outcome !== 'unknown')
      wrong.push(`${row.id} is ${row.status}, its voiding was ${voiding?.outcome ?? 'never asked for'}`);
    const timesReissued = reissue?.outcome === 'done' ? 1 : 0;
    if (row.reissued_log !== timesReissued && reissue?.outcome !== 'unknown')
      wrong.push(`${row.id} was reissued ${row.reissued_log} times instead of ${timesReissued}`);
    if (reissue?.newCode && !reissue.newCode.endsWith(row.code_last4))
      wrong.push(`${row.id} does not have the code its reissue gave`);
    if (timesReissued === 1) counts.reissued += 1;
  }
  report.figure('certificates', rows.length);
  report.figure('  redeemed / voided / reissued', Object.values(counts).join(' / '));
  report.violations('certificates were redeemed twice', doubled);
  report.violations('certificates are half done or not what was acknowledged', wrong);
  if (rows.length !== memory.certificates.length)
    report.violation(`${rows.length} certificates are there, ${memory.certificates.length} were made`);
}
