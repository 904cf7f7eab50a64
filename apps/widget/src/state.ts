import type { GiftCertificateOrder, GiftCertificateRedemption } from './host-types.ts';
import type { Words } from './messages.ts';
import type { Problem } from './problem.ts';

/** What the widget reads of an order; a host sees all of it but the language and the mode. */
export type WidgetOrder = GiftCertificateOrder & { readonly language: string; readonly testMode: boolean };

export type Task =
  | { readonly kind: 'read' }
  | { readonly kind: 'apply' }
  | { readonly kind: 'remove'; readonly redemptionId: string };

export type State = {
  readonly order: WidgetOrder | null;
  /** Null as long as English is spoken. */
  readonly words: Words | null;
  readonly task: Task | null;
  readonly problem: Problem | null;
  /** The certificate taken off last, as long as nothing newer is worth saying. */
  readonly removed: GiftCertificateRedemption | null;
};

export type Happening =
  | { readonly type: 'started'; readonly task: Task }
  | { readonly type: 'typed' }
  /** Without `words`, those of the last reading stay. */
  | { readonly type: 'read'; readonly order: WidgetOrder; readonly words?: Words | null }
  | {
      readonly type: 'applied' | 'removed';
      readonly order: WidgetOrder;
      readonly redemption: GiftCertificateRedemption;
    }
  | { readonly type: 'failed'; readonly problem: Problem };

export const INITIAL: State = { order: null, words: null, task: null, problem: null, removed: null };

export function reduce(state: State, happening: Happening): State {
  switch (happening.type) {
    case 'started':
      return { ...state, task: happening.task };
    case 'typed':
      return { ...state, problem: isFinal(state.problem) ? state.problem : null };
    case 'read': {
      const { order, words = state.words } = happening;
      // That the order is closed was just said, and reading it is what followed.
      const problem = order.status === 'open' ? null : state.problem;
      return { order, words, task: null, problem, removed: null };
    }
    case 'applied':
      return { ...state, order: happening.order, task: null, problem: null, removed: null };
    case 'removed':
      return { ...state, order: happening.order, task: null, problem: null, removed: happening.redemption };
    case 'failed':
      return { ...state, task: null, problem: happening.problem, removed: null };
  }
}

/** Typing cannot mend these, so typing does not wipe them away either. */
function isFinal(problem: Problem | null): boolean {
  return ['unauthorized', 'order_closed', 'origin_not_allowed'].includes(problem?.code ?? '');
}

/** Whether a certificate could be applied or removed, were nothing under way. */
export function isOpen({ order, problem }: State): boolean {
  return !isFinal(problem) && (order === null || order.status === 'open');
}

/** The redemption that `after` has and `before` has not: by the id it was asked for, else by comparing both. */
export function addedRedemption(
  before: WidgetOrder | null,
  after: WidgetOrder,
  redemptionId: string,
): GiftCertificateRedemption | null {
  const known = new Set(before?.redemptions.map(({ id }) => id));
  return (
    after.redemptions.find(({ id }) => id === redemptionId) ??
    after.redemptions.find(({ id }) => !known.has(id)) ??
    null
  );
}
