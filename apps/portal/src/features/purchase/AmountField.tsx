import { formatMoneyShort } from '@boon/core';
import { ChoiceChips, Field, TextInput } from '@boon/ui';
import { AMOUNT_CHOICE_ID, amountChoiceOf, amountRange } from './gift-input.ts';
import type { Purchase } from './use-purchase.ts';

export function AmountField({ purchase }: { purchase: Purchase }) {
  const { draft, change, terms, problems } = purchase;
  const choice = amountChoiceOf(draft, terms);
  const hasSuggestions = terms.suggestedAmountsMinor.length > 0;
  const suggestions = terms.suggestedAmountsMinor.map((amountMinor) => ({
    value: String(amountMinor),
    label: formatMoneyShort({ amountMinor, currency: terms.currency }, terms.language),
  }));

  return (
    <div className="flex flex-col gap-4">
      {hasSuggestions && (
        <ChoiceChips
          id={AMOUNT_CHOICE_ID}
          legend="Amount"
          face="display"
          columns={columnsFor(suggestions.map(({ label }) => label))}
          choices={[...suggestions, { value: 'other', label: 'Other' }]}
          value={String(choice)}
          onChange={(value) => change({ amountChoice: value === 'other' ? 'other' : Number(value) })}
          error={choice === 'other' ? undefined : problems.amountMinor}
        />
      )}
      {choice === 'other' && (
        <Field
          id="amount"
          label={hasSuggestions ? `Other amount in ${terms.currency}` : `Amount in ${terms.currency}`}
          hint={amountRange(terms)}
          error={problems.amountMinor}
        >
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            value={draft.otherAmount}
            onChange={(event) => change({ otherAmount: event.target.value })}
            className="max-w-48 font-semibold"
          />
        </Field>
      )}
    </div>
  );
}

/** Short amounts stand in one row; longer ones ("CHF 1,250") get the room they need. */
function columnsFor(labels: readonly string[]): string {
  const isShort = labels.every((label) => label.length <= 5);
  return isShort
    ? 'grid-cols-2 min-[26rem]:grid-cols-3 sm:grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))]'
    : 'grid-cols-2 sm:grid-cols-3';
}
