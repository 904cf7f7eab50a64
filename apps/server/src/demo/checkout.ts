import { type BoonClient, BoonProblem, createBoonClient, type Order } from '@boon/client';

// What the shop's server asks of Boon. The marked regions are the TypeScript of docs/integration-guide.md, line by line;
// a test compares them.

export type Connection = { readonly baseUrl: string; readonly apiKey: string };

export type NewBooking = {
  readonly reference: string;
  readonly total: number;
  readonly currency: string;
  readonly customer: { readonly name: string; readonly email: string };
  readonly expiresAt: string;
};

export function connect({ baseUrl, apiKey }: Connection): BoonClient {
  // #region guide: connect
  const boon = createBoonClient({ baseUrl, apiKey });
  // #endregion
  return boon;
}

export async function openOrder(boon: BoonClient, booking: NewBooking): Promise<Order> {
  const { reference, total, currency, customer, expiresAt } = booking;
  // #region guide: create the order
  const order = await boon.createOrder(
    { reference, total, currency, customer, expires_at: expiresAt },
    { idempotencyKey: `order-${reference}` },
  );
  // #endregion
  return order;
}

/** Without a token there is no widget, but there is still a checkout: null. */
export async function tokenForWidget(boon: BoonClient, orderId: string): Promise<string | null> {
  try {
    // #region guide: make a checkout token
    const { token } = await boon.createCheckoutToken(orderId);
    // #endregion
    return token;
  } catch (error) {
    if (error instanceof BoonProblem) return null;
    throw error;
  }
}

/** @returns the order as it was before; when its amount due is not the one shown, or it was not open, nothing is done */
export async function completeBooking(
  boon: BoonClient,
  orderId: string,
  shownDue: number | null,
): Promise<Order> {
  // #region guide: read back, charge, complete
  const current = await boon.readOrder(orderId);
  if (current.status === 'open' && current.due === shownDue) {
    // Authorise the card for current.due here. When that fails, stop: the order stays open.
    await boon.completeOrder(orderId, { idempotencyKey: `complete-${orderId}` });
    // Capture what you have authorised.
  }
  // #endregion
  return current;
}

export async function cancelBooking(boon: BoonClient, abandoned: Order): Promise<void> {
  // #region guide: cancel
  await boon.cancelOrder(abandoned.id, { idempotencyKey: `cancel-${abandoned.id}` });
  // #endregion
}
