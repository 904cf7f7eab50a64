import { NOW } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listOrders, readRedemptions } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenRedeemed,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let workspace: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench();
  workspace = await givenWorkspace(bench.database);
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

const idsOf = (page: { rows: readonly { id: string }[] }) => page.rows.map(({ id }) => id);

describe('the list of orders', () => {
  it('pages through each order of the workspace once, and finds one by its reference', async () => {
    const mine = await givenWorkspace(bench.database);
    const made = [];
    for (let index = 0; index < 7; index += 1) made.push(await givenOrder(bench.database, mine));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(
        bench.database,
        mine.id,
        {},
        { now: NOW, limit: 3, cursor },
      );
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(
      made
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    const found = await listOrders(
      bench.database,
      mine.id,
      { search: made[0]?.reference, status: ['open'] },
      { now: NOW, limit: 3, cursor: null },
    );
    expect(idsOf(found)).toEqual([made[0]?.id]);
  });

  it('counts an order past its time among the cancelled ones, before anyone has written that down', async () => {
    const mine = await givenWorkspace(bench.database);
    const { id } = await givenOrder(bench.database, mine);
    await bench.owner.query('update orders set expires_at = $2 where id = $1', [id, NOW]);
    const shownAs = async (status: 'open' | 'cancelled', shift: number) => {
      const page = { now: new Date(NOW.getTime() + shift), limit: 3, cursor: null };
      const { rows } = await listOrders(bench.database, mine.id, { status: [status] }, page);
      return rows.map((row) => row.status);
    };
    expect(await shownAs('open', -1)).toEqual(['open']);
    expect(await shownAs('cancelled', -1)).toEqual([]);
    expect(await shownAs('open', 0)).toEqual([]);
    expect(await shownAs('cancelled', 0)).toEqual(['cancelled']);
  });

  it('shows which certificate paid for an order', async () => {
    const order = await givenOrder(bench.database, workspace);
    const active = await givenActive(bench.database, workspace);
    const { redemptionId } = await givenRedeemed(bench.database, active, order);
    const { number, code, id } = await certificateOf(bench.database, active);
    expect(await readRedemptions(bench.database, workspace.id, order.id)).toEqual([
      {
        id: redemptionId,
        certificateId: id,
        certificateNumber: number,
        codeLast4: code.last4,
        amountMinor: 15_000,
        createdAt: NOW,
        reversedAt: null,
      },
    ]);
  });
});
