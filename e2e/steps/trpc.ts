import type { APIRequestContext } from '@playwright/test';
import type { Gift } from './purchase.ts';

/** What the portal sends when its form is handed in. */
export function purchaseOf({ recipientName, recipientEmail, purchaserName, purchaserEmail, message }: Gift) {
  return {
    workspace: 'aurora',
    certificateId: uuidV7(),
    amountMinor: 15_000,
    purchaser: { name: purchaserName, email: purchaserEmail },
    recipient: { name: recipientName, email: recipientEmail },
    message,
    delivery: 'email',
    deliverOn: null,
  };
}

/** Calls the server past the form. Gives the answer's error, or null when the purchase was taken. */
export async function askToPurchase(
  request: APIRequestContext,
  purchase: ReturnType<typeof purchaseOf>,
): Promise<unknown> {
  const response = await request.post('/api/trpc/portal.purchase', { data: purchase });
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null;
  const { error } = answer;
  return typeof error === 'object' && error !== null && 'data' in error ? error.data : error;
}

function uuidV7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
