export const DASHBOARD_PERIODS = [30, 90, 365] as const;
export type DashboardPeriod = (typeof DASHBOARD_PERIODS)[number];
export type DashboardSearch = { days?: DashboardPeriod };

export const DASHBOARD_PERIOD_DEFAULT: DashboardPeriod = 30;

/** Reads the period in the address; the default one is left out of it. */
export function readDashboardSearch(search: Record<string, unknown>): DashboardSearch {
  const days = DASHBOARD_PERIODS.find((period) => String(period) === String(search.days));
  return days && days !== DASHBOARD_PERIOD_DEFAULT ? { days } : {};
}
