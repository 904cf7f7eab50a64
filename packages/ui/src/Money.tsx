import { formatMoney } from '@boon/core/money';

export type MoneyProps = { amountMinor: number; currency: string; language: string; className?: string };

export function Money({ amountMinor, currency, language, className = '' }: MoneyProps) {
  return (
    <span className={`tabular-nums whitespace-nowrap ${className}`}>
      {formatMoney({ amountMinor, currency }, language)}
    </span>
  );
}
