import { DASHBOARD_PERIODS, type DashboardPeriod } from './period.ts';

export type PeriodSwitchProps = { days: DashboardPeriod; onChange: (days: DashboardPeriod) => void };

export function PeriodSwitch({ days, onChange }: PeriodSwitchProps) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Period</legend>
      {DASHBOARD_PERIODS.map((period) => (
        <button
          key={period}
          type="button"
          aria-pressed={period === days}
          onClick={() => onChange(period)}
          className="min-h-[1.9rem] rounded-control border border-line-strong bg-surface px-2.5 font-medium hover:bg-sunken aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:text-brand aria-pressed:inset-ring aria-pressed:inset-ring-brand"
        >
          {period} days
        </button>
      ))}
    </fieldset>
  );
}
