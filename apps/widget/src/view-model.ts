import type { Wording } from './messages.ts';
import { isAboutCode } from './problem.ts';
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
  readonly status: string;
  readonly listLabel: string;
  readonly items: readonly ItemView[];
  readonly itemsRemovable: boolean;
};

/** @param enabled false while the host has disabled the element or its fieldset */
export function viewOf(state: State, wording: Wording, { enabled }: { enabled: boolean }): ViewModel {
  const { messages, money } = wording;
  const { order, problem, task } = state;
  const isUnread = order === null && problem !== null;
  const isClosed = order !== null && order.status !== 'open';
  return {
    language: wording.language,
    direction: wording.direction,
    label: messages.label,
    hint: isUnread ? '' : isClosed ? messages.closed : messages.hint,
    testMode: order?.testMode ? messages.testMode : null,
    fieldShown: !isUnread,
    fieldInvalid: problem !== null && isAboutCode(problem),
    enabled: enabled && isOpen(state),
    button: isUnread ? (isOpen(state) ? messages.tryAgain : '') : messages.apply,
    busy:
      task === null
        ? null
        : task.kind === 'remove'
          ? 'list'
          : task.kind === 'apply' || isUnread
            ? 'field'
            : null,
    busyText: task?.kind === 'apply' ? messages.applying : task?.kind === 'remove' ? messages.removing : '',
    error: problem && !isClosed ? wording.problem(problem) : '',
    status: statusOf(state, wording),
    listLabel: messages.listLabel,
    items: (order?.redemptions ?? []).map(({ id, codeLast4, amountMinor }) => ({
      id,
      text: messages.item(codeLast4),
      amount: money(-amountMinor, order?.currency ?? ''),
      removeText: messages.remove,
      removeLabel: messages.removeLabel(codeLast4),
    })),
    itemsRemovable: !isClosed,
  };
}

function statusOf({ order, removed }: State, { messages, money }: Wording): string {
  if (!order) return '';
  const { currency, appliedMinor, dueMinor } = order;
  const due = money(dueMinor, currency);
  if (removed) return messages.removed(money(removed.amountMinor, currency), due);
  if (appliedMinor === 0) return '';
  const applied = money(appliedMinor, currency);
  return dueMinor === 0 ? messages.paidInFull(applied) : messages.applied(applied, due);
}
