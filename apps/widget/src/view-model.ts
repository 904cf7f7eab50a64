import type { Wording } from './messages.ts';
import { isAboutCode, type Problem } from './problem.ts';
import { isOpen, type State } from './state.ts';

type ItemView = {
  readonly id: string;
  readonly text: string;
  readonly amount: string;
  readonly removeText: string;
  readonly removeLabel: string;
};

/** All that is on screen, decided without a screen. */
export type ViewModel = {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl' | null;
  readonly label: string;
  readonly hint: string;
  readonly testMode: string | null;
  /** Whether there is a field to type into; without an order there is only "Try again". */
  readonly fieldShown: boolean;
  readonly fieldInvalid: boolean;
  readonly enabled: boolean;
  readonly button: string;
  readonly busy: 'field' | 'list' | null;
  readonly busyText: string;
  readonly error: string;
  /** Another one each time something went wrong, also in the same way. */
  readonly problem: Problem | null;
  readonly status: string;
  readonly listLabel: string;
  readonly items: readonly ItemView[];
  readonly itemsRemovable: boolean;
};

/** @param enabled false while the host has disabled the element or its fieldset */
export function viewOf(state: State, wording: Wording, { enabled }: { enabled: boolean }): ViewModel {
  const { say, fill, money } = wording;
  const { order, problem, task, removed } = state;
  const isUnread = order === null && problem !== null;
  const isClosed = order !== null && order.status !== 'open';
  const isToldClosed = problem?.code === 'order_closed';
  const isTold = isToldClosed || removed !== null;
  const closed = say(order?.status === 'cancelled' ? 'order_cancelled' : 'order_closed');
  return {
    language: wording.language,
    direction: wording.direction,
    label: say('label'),
    hint: isClosed ? (isTold ? '' : closed) : isUnread || order?.dueMinor === 0 ? '' : say('hint'),
    testMode: order?.testMode ? say('testMode') : null,
    fieldShown: !isUnread && isOpen(state),
    fieldInvalid: problem !== null && isAboutCode(problem),
    enabled: enabled && isOpen(state),
    button: isOpen(state) ? say(isUnread ? 'tryAgain' : 'apply') : '',
    busy:
      task === null
        ? null
        : task.kind === 'remove'
          ? 'list'
          : task.kind === 'apply' || isUnread
            ? 'field'
            : null,
    busyText: task?.kind === 'apply' ? say('applying') : task?.kind === 'remove' ? say('removing') : '',
    error: isToldClosed ? closed : problem && !isClosed ? wording.problem(problem) : '',
    problem,
    // Whoever presses Remove is told, also when all of them have come off already.
    status: isClosed ? (removed ? closed : '') : statusOf(state, wording),
    listLabel: say('list'),
    items: (order?.redemptions ?? []).map(({ id, codeLast4, amountMinor }) => ({
      id,
      text: fill('item', { last4: codeLast4 }),
      amount: money(-amountMinor, order?.currency ?? ''),
      removeText: say('remove'),
      removeLabel: fill('removeLabel', { last4: codeLast4 }),
    })),
    itemsRemovable: !isClosed,
  };
}

function statusOf({ order, removed }: State, { fill, money }: Wording): string {
  if (order === null) return '';
  const { currency, appliedMinor, dueMinor } = order;
  const due = money(dueMinor, currency);
  if (removed) return fill('removed', { amount: money(removed.amountMinor, currency), due });
  if (appliedMinor === 0) return '';
  const amount = money(appliedMinor, currency);
  return dueMinor === 0 ? fill('paidInFull', { amount }) : fill('applied', { amount, due });
}
