import { type Decision, dueMinor, type Order, orderAt } from '@boon/core';
import { type RedemptionLine, readState, type State } from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import { originRefused } from '../origins/refused-origin.ts';
import type { Services } from '../services.ts';

/** An order with what certificates have paid of it; reversed redemptions stay listed. */
export type OrderView = {
  readonly order: Order;
  readonly dueMinor: number;
  readonly redemptions: readonly RedemptionLine[];
};

export function viewOrder(order: Order, redemptions: readonly RedemptionLine[]): OrderView {
  return { order, dueMinor: dueMinor(order), redemptions };
}

/**
 * @param origin where a widget says it is shown; undefined for a server
 * @throws DomainError not_found, also for an order of another workspace; forbidden for an origin that is not allowed
 */
export async function readOrder(
  services: Services,
  workspaceId: string,
  orderId: string,
  origin?: string,
): Promise<OrderView> {
  const state = await readState(services.database, workspaceId, {
    orderId,
    include: ['redemptions'],
    ...(origin === undefined ? {} : { origin }),
  });
  if (state.originAllowed === false) throw originRefused();
  return viewOf(state, services.clock.from(state.now));
}

/** As the order counts at `now`: past its time nothing is applied to it, also while the job has still to give it back. */
export function viewOf({ order, lines }: State, now: Date): OrderView {
  if (order === null) throw notFound('order');
  const counting = orderAt(order, now);
  if (counting === order) return viewOrder(order, lines);
  return viewOrder(
    counting,
    lines.map((line) => ({ ...line, reversedAt: line.reversedAt ?? counting.closedAt })),
  );
}

/** What the order looks like once `decision`, made from `state`, is recorded: no second read for the answer. */
export function viewAfter(state: State, decision: Decision): OrderView {
  const order = decision.order?.row ?? state.order;
  if (order === null) throw notFound('order');
  const reversals = new Map(
    decision.redemptions.flatMap((change) =>
      change.change === 'reverse' ? [[change.id, change.at] as const] : [],
    ),
  );
  const kept = state.lines.map((line) => ({
    ...line,
    reversedAt: reversals.get(line.id) ?? line.reversedAt,
  }));
  const added = decision.redemptions.flatMap((change) => {
    if (change.change !== 'insert') return [];
    const { id, orderId, certificateId, amountMinor, at } = change;
    const codeLast4 = state.certificate?.code.last4 ?? '';
    return [{ id, orderId, certificateId, amountMinor, codeLast4, createdAt: at, reversedAt: null }];
  });
  return viewOrder(order, [...kept, ...added]);
}
