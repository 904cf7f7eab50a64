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
        { limit: 3, cursor },
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
      { limit: 3, cursor: null },
    );
    expect(idsOf(found)).toEqual([made[0]?.id]);
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
