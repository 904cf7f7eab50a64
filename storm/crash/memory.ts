import type { Patience } from './plan.ts';

/** What the clients were told, to be compared with the books. */
export type Memory = {
  readonly certificates: Certificate[];
  /** By the redemption's id, which the client chose. */
  readonly redemptions: Map<string, RedemptionAttempt>;
  readonly refusals: Map<string, number>;
  /** What no client may ever be told. */
  readonly wrong: string[];
};

export type Certificate = {
  readonly id: string;
  readonly code: string;
  readonly isMailed: boolean;
  /** Set before the first try, so that nothing that happens meanwhile is held against anybody. */
  voiding: Change | null;
  reissue: (Change & { readonly newCode: string | null }) | null;
  sending: Change | null;
};

/** `unknown`: refused in the end, after a try without an answer that may have done it. */
export type Change = { readonly outcome: Outcome; readonly tries: number };
export type Outcome = 'under way' | 'done' | 'refused' | 'unknown';

export type RedemptionAttempt = {
  readonly certificateId: string;
  readonly orderId: string;
  readonly patience: Patience;
  outcome: Outcome;
};

export function createMemory(): Memory {
  return { certificates: [], redemptions: new Map(), refusals: new Map(), wrong: [] };
}

export function countRefusal({ refusals }: Memory, name: string): void {
  refusals.set(name, (refusals.get(name) ?? 0) + 1);
}
