/** The order's amounts in the currency's minor unit (cents), as every event of the widget carries them. */
export type GiftCertificateOrderAmounts = {
  readonly currency: string;
  readonly totalMinor: number;
  readonly appliedMinor: number;
  readonly dueMinor: number;
};

export type GiftCertificateRedemption = {
  readonly id: string;
  readonly codeLast4: string;
  readonly amountMinor: number;
};

export type GiftCertificateOrder = GiftCertificateOrderAmounts & {
  readonly reference: string;
  readonly status: 'open' | 'completed' | 'cancelled';
  readonly redemptions: readonly GiftCertificateRedemption[];
};

/** Of `applied` and `removed`: the amounts after the change, and the certificate it was about. */
export type GiftCertificateChange = GiftCertificateOrderAmounts & {
  readonly redemptionId: string;
  readonly codeLast4: string;
  readonly amountMinor: number;
};

export type GiftCertificateErrorCode =
  | 'code_malformed'
  | 'code_not_found'
  | 'certificate_redeemed'
  | 'certificate_expired'
  | 'exceeds_amount_due'
  | 'currency_mismatch'
  | 'order_closed'
  | 'unauthorized'
  | 'origin_not_allowed'
  | 'rate_limited'
  | 'unavailable'
  | 'refused';

/** `message` is the sentence the widget shows. No event ever carries a certificate's code. */
export type GiftCertificateErrorDetail = {
  readonly code: GiftCertificateErrorCode;
  readonly message: string;
};

/**
 * All are fired on the element. `ready`, `applied` and `removed` bubble; `error` does not, so that it never
 * reaches `window.onerror` as if the page's own script had failed.
 */
export interface GiftCertificateRedemptionEventMap {
  /** The order was read: for the first time, or with amounts or a status that another tab or the server has changed. */
  ready: CustomEvent<GiftCertificateOrderAmounts>;
  applied: CustomEvent<GiftCertificateChange>;
  removed: CustomEvent<GiftCertificateChange>;
  error: CustomEvent<GiftCertificateErrorDetail>;
}

/** Its own, and those of every element; its `error` is not the window's. */
type EventsOfElement = Omit<HTMLElementEventMap, keyof GiftCertificateRedemptionEventMap> &
  GiftCertificateRedemptionEventMap;

/**
 * Looks: inherits the page's font and ink. Custom properties: `--boon-accent`, `--boon-on-accent`, `--boon-danger`,
 * `--boon-focus`, `--boon-border`, `--boon-radius`, `--boon-gap`, `--boon-control-height`, `--boon-field-background`.
 * Parts: root, head, label, test-mode, hint, entry, field, button, error, status, list, item, item-text, amount, remove.
 * What stands between its tags is seen only while its script is missing. With a `name`, a form sends the redemptions' ids.
 */
export interface GiftCertificateRedemptionElement extends HTMLElement {
  /** The checkout token of `POST /v1/orders/{id}/checkout-tokens`. A new one starts the element afresh. */
  token: string;
  /** Origin of the Boon installation; without it, the origin the script was loaded from. */
  api: string;
  /** BCP 47 language; without it, the order's. */
  locale: string;
  disabled: boolean;
  name: string;
  readonly form: HTMLFormElement | null;
  /** What is known of the order, or null until `ready`. */
  readonly order: GiftCertificateOrder | null;
  /** Each resolves to whether it worked; the reason why not is shown and fired as `error`. Never rejects. */
  apply(code: string): Promise<boolean>;
  remove(redemptionId: string): Promise<boolean>;
  /** Without an id, as for every element: takes the element itself off the page. */
  remove(): void;
  refresh(): Promise<boolean>;
  addEventListener<Name extends keyof EventsOfElement>(
    type: Name,
    listener: (this: GiftCertificateRedemptionElement, event: EventsOfElement[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof EventsOfElement>(
    type: Name,
    listener: (this: GiftCertificateRedemptionElement, event: EventsOfElement[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'gift-certificate-redemption': GiftCertificateRedemptionElement;
  }
}
