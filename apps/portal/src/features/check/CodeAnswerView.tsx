import { formatMoney, maskCode } from '@boon/core';
import { formatLocalDate, StatusBadge } from '@boon/ui';
import type { Brand, CodeAnswer } from '../../api/client.ts';

const words = {
  active: 'Ready to use',
  redeemed: 'Used',
  expired: 'Expired',
} as const satisfies Record<CodeAnswer['status'], string>;

export function CodeAnswerView({ answer, brand }: { answer: CodeAnswer; brand: Brand }) {
  const value = formatMoney({ amountMinor: answer.amountMinor, currency: answer.currency }, brand.language);
  return (
    <div className="flex max-w-md flex-col gap-3 border-y border-line py-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-display text-3xl font-bold">{value}</p>
        <StatusBadge status={answer.status} word={words[answer.status]} />
      </div>
      <p className="font-mono text-lg font-semibold text-serial">{maskCode(answer.codeLast4)}</p>
      <p className="text-ink-2">{answerSentence(answer, brand)}</p>
    </div>
  );
}

function answerSentence(
  { status, validThrough }: CodeAnswer,
  { name, publicEmail, language }: Brand,
): string {
  if (status === 'redeemed') return 'It was used in full on a booking.';
  const day = validThrough === null ? null : formatLocalDate(validThrough, language);
  if (status === 'expired')
    return `It was valid ${day === null ? 'until recently' : `through ${day}`}. Questions? Write to ${publicEmail}.`;
  return day === null
    ? `It does not expire. Use it in full on one booking with ${name}.`
    : `Valid through ${day}. Use it in full on one booking with ${name}.`;
}
