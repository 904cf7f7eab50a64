import { randomUUID } from 'node:crypto';
import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';
import { type Answer, createApi, nameOf, type Target } from '../server/api.ts';

const AMOUNT_MINOR = 5_000;
/** Rivals of every other code meet on two orders, the others on one. */
const ORDERS_MAX = 2;

/** Many clients redeem the same codes over HTTP at once: each code pays once, and all others are told so by name. */
export async function runDuplicateRace(
  report: Report,
  target: Target,
  { race, clients }: Scale,
): Promise<void> {
  report.heading(`duplicate race: ${race.codes} codes x ${race.rivals} rivals, ${clients} clients`);
  const api = createApi(target);
  const make = async (path: string, body: Answer['body']): Promise<Answer['body']> => {
    const answer = await api.call({ path, body, idempotencyKey: randomUUID() });
    if (answer.status !== 201) throw new Error(`${path} answered ${nameOf(answer)}`);
    return answer.body;
  };

  const codes: { readonly code: string; readonly orders: string[]; readonly answers: string[] }[] = [];
  await inTurns(race.codes, clients, async (number) => {
    const { code } = await make('/v1/certificates', {
      amount: AMOUNT_MINOR,
      currency: 'EUR',
      payment: { method: 'cash' },
      purchaser: { name: 'Ines Duarte', email: 'race@storm.example' },
      recipient: { name: 'Jonas Weber' },
      send: false,
    });
    const orders: string[] = [];
    for (let order = 0; order <= number % ORDERS_MAX; order += 1) {
      const body = { reference: `RACE-${number}-${order}`, total: AMOUNT_MINOR, currency: 'EUR' };
      orders.push(String((await make('/v1/orders', body)).id));
    }
    codes.push({ code: String(code), orders, answers: [] });
  });

  const startedAt = performance.now();
  await inTurns(race.codes * race.rivals, clients, async (attempt) => {
    const rivals = codes[Math.floor(attempt / race.rivals)];
    const order = rivals?.orders[attempt % rivals.orders.length];
    if (!rivals || !order) throw new Error('an attempt has a code and an order');
    const path = `/v1/orders/${order}/redemptions`;
    const answer = await api.try({ path, body: { code: rivals.code }, idempotencyKey: randomUUID() });
    rivals.answers.push(answer ? nameOf(answer) : 'failed');
  });
  const seconds = (performance.now() - startedAt) / 1_000;

  const counts = Map.groupBy(
    codes.flatMap(({ answers }) => answers),
    (name) => name,
  );
  report.figure('answers', [...counts].map(([name, all]) => `${name} ${all.length}`).join(', '));
  report.figure('attempts a second', Math.round((race.codes * race.rivals) / seconds));
  const notOnce = codes.filter(({ answers }) => answers.filter((name) => name === 'done').length !== 1);
  const unnamed = [...counts.keys()].filter((name) => name !== 'done' && name !== 'certificate_redeemed');
  if (notOnce.length > 0) report.violation(`${notOnce.length} codes were not redeemed exactly once`);
  report.violations('answers beside success and certificate_redeemed', unnamed);
  report.violations('failures of a server that nobody touched', api.unexplained);
}

/** Does `count` things in order, `lanes` at a time. */
async function inTurns(count: number, lanes: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      await work(number);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
