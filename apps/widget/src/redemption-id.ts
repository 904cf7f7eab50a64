/** A UUID version 7 (RFC 9562): 48 bits of time, then chance. `crypto.randomUUID` makes version 4 and needs HTTPS. */
export function createRedemptionId(nowMs: number = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0');
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const chance = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = '89ab'[(bytes[2] ?? 0) >> 6];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(1, 4)}-${variant}${chance.slice(5, 8)}-${chance.slice(8)}`;
}

/** One try of one code, kept until the server has answered it: a retry after a lost answer redeems nothing twice. */
export type Attempt = { readonly code: string; readonly redemptionId: string };

export function attemptFor(code: string, unanswered: Attempt | null): Attempt {
  return unanswered?.code === code ? unanswered : { code, redemptionId: createRedemptionId() };
}
