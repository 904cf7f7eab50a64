import type { AdminOutputs } from '../../api/trpc.ts';

export type OrderStatus = AdminOutputs['orders']['list']['rows'][number]['status'];
export type OrderFilters = { q?: string; status?: OrderStatus[] };

export const orderStatusWords: Record<OrderStatus, string> = {
  open: 'Open',
  completed: 'Completed',
  cancelled: 'Cancelled',
};
export const ORDER_STATUSES = Object.keys(orderStatusWords) as OrderStatus[];
const SEARCH_LENGTH_MAX = 200;

export function readOrderFilters(search: Record<string, unknown>): OrderFilters {
  const q = typeof search.q === 'string' ? search.q.slice(0, SEARCH_LENGTH_MAX) : '';
  const asked = Array.isArray(search.status)
    ? search.status.map(String)
    : String(search.status ?? '').split(',');
  const status = ORDER_STATUSES.filter((each) => asked.includes(each));
  return { ...(q === '' ? {} : { q }), ...(status.length === 0 ? {} : { status }) };
}
