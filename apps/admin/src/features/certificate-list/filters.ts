import {
  type CertificateOrigin,
  type CertificateStatus,
  originWords,
  statusWords,
} from '../../wording/certificate-words.ts';

export const PERIODS = [30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];

/** What the address of the list holds. A certificate code is never part of it. */
export type CertificateFilters = {
  q?: string;
  status?: CertificateStatus[];
  origin?: CertificateOrigin[];
  /** Active ones whose last day comes within so many days. */
  expires?: Period;
  /** Sold, or redeemed, within so many days up to today: the lists behind the key figures. */
  sold?: Period;
  redeemed?: Period;
};

export const CERTIFICATE_STATUSES = Object.keys(statusWords) as CertificateStatus[];
export const CERTIFICATE_ORIGINS = Object.keys(originWords) as CertificateOrigin[];
const SEARCH_LENGTH_MAX = 200;

/** Reads an address; whatever is not understood is left out rather than shown as an error. */
export function readCertificateFilters(search: Record<string, unknown>): CertificateFilters {
  const filters: CertificateFilters = {};
  const q = typeof search.q === 'string' ? search.q.slice(0, SEARCH_LENGTH_MAX) : '';
  if (q !== '') filters.q = q;
  const status = readList(search.status, CERTIFICATE_STATUSES);
  if (status.length > 0) filters.status = status;
  const origin = readList(search.origin, CERTIFICATE_ORIGINS);
  if (origin.length > 0) filters.origin = origin;
  for (const name of ['expires', 'sold', 'redeemed'] as const) {
    const period = PERIODS.find((days) => String(days) === String(search[name]));
    if (period) filters[name] = period;
  }
  return filters;
}

function readList<Value extends string>(value: unknown, known: readonly Value[]): Value[] {
  const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
  return known.filter((each) => parts.includes(each));
}
