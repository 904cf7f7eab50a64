import type { AdminOutputs } from '../../api/trpc.ts';

export type ApiKey = AdminOutputs['apiKeys']['list']['keys'][number];
export type Scope = ApiKey['scopes'][number];

/** What a key may do, in the order it grows dangerous. */
export const SCOPES: readonly Scope[] = ['read', 'redeem', 'manage'];

export const scopeWords: Record<Scope, { readonly label: string; readonly note: string }> = {
  read: { label: 'Read', note: 'Look up orders and certificates. It never sees a full code.' },
  redeem: {
    label: 'Redeem',
    note: 'What a checkout needs: orders, tokens for the widget, checking and redeeming codes.',
  },
  manage: {
    label: 'Manage',
    note: 'Create, send, extend, void and reissue certificates. It sees full codes, and codes are money.',
  },
};

/** How people know a key again: its beginning is everyone's, its end its own. */
export function maskedKey(hint: string | null): string {
  return `boon_…${hint ?? ''}`;
}
