import type { Scale } from '../scale.ts';

export type Operation =
  | {
      readonly kind: 'redeem';
      readonly code: number;
      readonly order: number;
      readonly patience: Patience;
      /** Whether the customer has heard of a reissue. */
      readonly knows: 'the first code' | 'the newest code';
    }
  | { readonly kind: 'void' | 'reissue' | 'send'; readonly code: number };
/** Whether a client repeats a call that ended without an answer, or never finds out. */
export type Patience = 'repeats' | 'gives up';

export type Plan = {
  readonly operations: readonly Operation[];
  readonly mailed: (code: number) => boolean;
  readonly orderTotalMinor: (order: number) => number;
};

export const AMOUNT_MINOR = 5_000;
const CODES_PER_ORDER = 4;
const VOIDED_SHARE = 0.1;
const REISSUED_SHARE = 0.1;
const OTHER_ORDER_SHARE = 0.3;
const IMPATIENT_SHARE = 0.2;
/** How far apart in the queue the rivals of one code may stand: about what all clients have in hand at once. */
const SPREAD_CODES = 12;

/** What the clients will do, in the order they take it; the same for the same seed. */
export function planCrashStorm(scale: Scale['crash'], random: () => number): Plan {
  const { codes, attemptsPerCode, mailedCodes } = scale;
  const orders = Math.ceil(codes / CODES_PER_ORDER);
  const mailedEvery = Math.max(1, Math.floor(codes / mailedCodes));
  const mailed = (code: number) => code % mailedEvery === 0 && code / mailedEvery < mailedCodes;
  const queue: { readonly place: number; readonly operation: Operation }[] = [];
  const add = (operation: Operation) =>
    queue.push({ place: operation.code + random() * SPREAD_CODES, operation });

  for (let code = 0; code < codes; code += 1) {
    const own = Math.floor(code / CODES_PER_ORDER);
    // Every other mailed certificate is left alone by the rivals, so that its mails are due to the end.
    const rivals = mailed(code) && (code / mailedEvery) % 2 === 1 ? 0 : attemptsPerCode;
    for (let attempt = 0; attempt < rivals; attempt += 1) {
      const order = random() < OTHER_ORDER_SHARE ? (own + 1) % orders : own;
      const patience = random() < IMPATIENT_SHARE ? 'gives up' : 'repeats';
      const knows = random() < 0.5 ? 'the first code' : 'the newest code';
      add({ kind: 'redeem', code, order, patience, knows });
    }
    if (random() < VOIDED_SHARE) add({ kind: 'void', code });
    if (random() < REISSUED_SHARE) add({ kind: 'reissue', code });
    if (mailed(code)) add({ kind: 'send', code });
  }
  return {
    operations: queue.toSorted((a, b) => a.place - b.place).map(({ operation }) => operation),
    mailed,
    // Every other order has room for two certificates only, so that some are refused for their amount.
    orderTotalMinor: (order) => AMOUNT_MINOR * (order % 2 === 0 ? 2 * CODES_PER_ORDER : 2),
  };
}
