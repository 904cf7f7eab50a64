import { formatCode, parseCode } from '@boon/core/code';
import { createOrderApi, type OrderApi } from './client.ts';
import type {
  GiftCertificateOrder,
  GiftCertificateOrderAmounts,
  GiftCertificateRedemptionElement,
  GiftCertificateRedemptionEventMap,
} from './host-types.ts';
import { supportedLocale, type Wording, wordingFor } from './messages.ts';
import { isAboutCode, isAnswered, type Problem, problemOf, publicCode } from './problem.ts';
import { type Attempt, attemptFor } from './redemption-id.ts';
import {
  addedRedemption,
  type Happening,
  INITIAL,
  reduce,
  type State,
  type Task,
  type WidgetOrder,
} from './state.ts';
import { View } from './view.ts';
import { viewOf } from './view-model.ts';
import css from './widget.css?inline';

/** As long as systems wait for the second half of a double click. */
const DOUBLE_PRESS_MS = 500;

/** One connection to one order; its calls end when the element leaves the page or its token changes. */
type Session = { readonly api: OrderApi; readonly lifetime: AbortController };

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(css);

// Known only while the script itself runs; a module or an inline copy asks the page's own origin.
const { currentScript } = document;
const SCRIPT_URL = currentScript instanceof HTMLScriptElement && currentScript.src;
const ORIGIN = new URL(SCRIPT_URL || location.href).origin;

/** Properties that are attributes, read and written as they are. */
const REFLECTED = ['token', 'api', 'locale', 'name'] as const;

export class GiftCertificateRedemption
  extends HTMLElement
  implements Omit<GiftCertificateRedemptionElement, 'addEventListener' | 'removeEventListener'>
{
  static readonly formAssociated = true;
  static readonly observedAttributes = ['token', 'api', 'locale'];

  declare token: string;
  declare api: string;
  declare locale: string;
  declare name: string;

  static {
    for (const name of REFLECTED) {
      Object.defineProperty(GiftCertificateRedemption.prototype, name, {
        get(this: HTMLElement) {
          return this.getAttribute(name) ?? '';
        },
        set(this: HTMLElement, value: string) {
          this.setAttribute(name, value);
        },
      });
    }
  }

  readonly #internals = this.attachInternals();
  readonly #view: View;
  #state: State = INITIAL;
  #session: Session | null = null;
  #unanswered: Attempt | null = null;
  #isDisabledByForm = false;
  #isHandBusy = false;
  readonly #pressedAt = { apply: -DOUBLE_PRESS_MS, remove: -DOUBLE_PRESS_MS };
  /** One call after the other: of two at once, the older answer could be shown last. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor() {
    super();
    this.#view = new View({
      submit: (text) => void this.#submit(text),
      typed: () => this.#record({ type: 'typed' }),
      remove: (redemptionId) => void this.#removeByHand(redemptionId),
      tidied: (text) => {
        const parsed = parseCode(text);
        return parsed.ok ? formatCode(parsed.code.reveal()) : text;
      },
    });
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [SHEET];
    shadow.append(this.#view.root);
  }

  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get order(): GiftCertificateOrder | null {
    const { order } = this.#state;
    if (!order) return null;
    const { reference, status } = order;
    const redemptions = order.redemptions.map((redemption) => ({ ...redemption }));
    return { reference, status, ...amountsOf(order), redemptions };
  }

  connectedCallback(): void {
    // What a page set before the script arrived lies in front of the element's own property: set it anew.
    for (const name of REFLECTED) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      Reflect.deleteProperty(this, name);
      this[name] = value;
    }
    this.#connect();
  }

  disconnectedCallback(): void {
    this.#disconnect();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === 'locale') {
      // The words come with the order.
      if (this.#session) void this.refresh();
    } else {
      this.#disconnect();
      this.#state = INITIAL;
      this.#unanswered = null;
      if (this.isConnected) this.#connect();
    }
    this.#render();
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabledByForm = isDisabled;
    this.#render();
  }

  formResetCallback(): void {
    this.#view.clearField();
    this.#record({ type: 'typed' });
  }

  override focus(options?: FocusOptions): void {
    this.#view.focus(options);
  }

  async apply(code: string): Promise<boolean> {
    const parsed = parseCode(code);
    if (!parsed.ok) {
      this.#fail({ code: 'code_malformed', reason: code.trim() === '' ? 'empty' : parsed.problem });
      return false;
    }
    const tried = { codeLast4: parsed.code.last4 };
    return this.#inTurn({ kind: 'apply' }, tried, async (api) => {
      this.#unanswered = attemptFor(parsed.code.reveal(), this.#unanswered);
      const { redemptionId } = this.#unanswered;
      const before = this.#state.order;
      const order = await api.apply(this.#unanswered);
      const redemption = addedRedemption(before, order, redemptionId);
      return redemption ? { type: 'applied', order, redemption } : { type: 'read', order };
    });
  }

  override remove(): void;
  override remove(redemptionId: string): Promise<boolean>;
  override remove(redemptionId?: string): Promise<boolean> | undefined {
    // Every element has `remove()`, which takes it off the page, and frameworks call it.
    if (redemptionId !== undefined) return this.#removeRedemption(redemptionId);
    super.remove();
    return undefined;
  }

  async refresh(): Promise<boolean> {
    return this.#inTurn({ kind: 'read' }, null, (api) => this.#read(api));
  }

  async #read(api: OrderApi): Promise<Happening> {
    const { wording, ...order } = await api.read(supportedLocale(this.getAttribute('locale')));
    return { type: 'read', order, words: wording };
  }

  #connect(): void {
    if (!this.token) console.warn('gift-certificate-redemption has no token');
    else if (!this.#session) {
      const lifetime = new AbortController();
      const origin = URL.canParse(this.api) ? new URL(this.api).origin : ORIGIN;
      this.#session = { api: createOrderApi(origin, this.token, lifetime.signal), lifetime };
      void this.refresh();
    }
    this.#render();
  }

  #disconnect(): void {
    this.#session?.lifetime.abort();
    this.#session = null;
    this.#state = { ...this.#state, task: null };
    this.#view.stop();
  }

  /**
   * Whether a press is the second half of a double click, or of a key held down, whose first half has been answered already:
   * the field is empty by then, and under the hand lies the next certificate.
   */
  #isEcho(what: 'apply' | 'remove'): boolean {
    const now = performance.now();
    const isEcho = now - this.#pressedAt[what] < DOUBLE_PRESS_MS;
    this.#pressedAt[what] = now;
    return isEcho;
  }

  async #submit(text: string): Promise<void> {
    const hasNoField = this.#state.order === null && this.#state.problem !== null;
    const { problem } = this.#state;
    // Since it was refused nothing has been typed: it would only count as one more wrong code.
    const isSaid = text === '' || (problem !== null && isAboutCode(problem));
    if (this.#isEcho('apply') && isSaid && !hasNoField) return;
    await this.#byHand(async () => {
      if (hasNoField) await this.refresh();
      else if (await this.apply(text)) this.#view.clearField(text);
      else this.#view.focus();
    });
  }

  async #removeByHand(redemptionId: string): Promise<void> {
    if (this.#isEcho('remove')) return;
    const index = this.#state.order?.redemptions.findIndex(({ id }) => id === redemptionId) ?? 0;
    await this.#byHand(async () => {
      if (await this.#removeRedemption(redemptionId)) this.#view.focusNear(index);
    });
  }

  /** A double click is one click: what is pressed while an answer is awaited does nothing. */
  async #byHand(act: () => Promise<void>): Promise<void> {
    if (this.#isHandBusy) return;
    this.#isHandBusy = true;
    await act();
    this.#isHandBusy = false;
  }

  async #removeRedemption(redemptionId: string): Promise<boolean> {
    const redemption = this.#state.order?.redemptions.find(({ id }) => id === redemptionId);
    if (!redemption) return false;
    return this.#inTurn({ kind: 'remove', redemptionId }, null, async (api) => {
      return { type: 'removed', order: await api.remove(redemptionId), redemption };
    });
  }

  #inTurn(
    task: Task,
    tried: { codeLast4: string } | null,
    call: (api: OrderApi) => Promise<Happening>,
  ): Promise<boolean> {
    const session = this.#session;
    const turn = this.#turn.then(async () => {
      if (!session) {
        // With a token it is only off the page for the moment.
        if (!this.token) this.#fail({ code: 'unavailable' });
        return false;
      }
      if (session.lifetime.signal.aborted) return false;
      this.#record({ type: 'started', task });
      try {
        const happening = await call(session.api);
        if (session.lifetime.signal.aborted) return false;
        this.#record(happening);
        return true;
      } catch (error) {
        const problem = () => problemOf(error, tried && { ...tried, order: this.#state.order });
        const { code } = problem();
        // It may have been used on this very order, in another tab: then that is what the customer wants to hear.
        const again = code === 'certificate_redeemed' && (await this.#read(session.api).catch(() => null));
        if (session.lifetime.signal.aborted) return false;
        if (again) this.#record(again);
        // What the customer cannot mend, the page's developer may: the server says how. Never the code.
        if (!isAboutCode(problem())) console.warn(error);
        this.#fail(problem());
        return false;
      }
    });
    this.#turn = turn;
    return turn;
  }

  #record(happening: Happening): void {
    const { order: before } = this.#state;
    this.#state = reduce(this.#state, happening);
    this.#render();
    if (!('order' in happening)) return;
    const amounts = amountsOf(happening.order);
    const isRead = happening.type === 'read';
    // The page's own amounts follow what other tabs and the server have changed.
    if (!before || (isRead && hasChanged(before, happening.order))) this.#fire('ready', amounts);
    if (isRead) return;
    if (happening.type === 'applied') this.#unanswered = null;
    const { id, codeLast4, amountMinor } = happening.redemption;
    this.#fire(happening.type, { ...amounts, redemptionId: id, codeLast4, amountMinor });
  }

  #fail(problem: Problem): void {
    if (isAnswered(problem)) this.#unanswered = null;
    this.#record({ type: 'failed', problem });
    this.#fire('error', { code: publicCode(problem), message: this.#wording().problem(problem) });
    if (problem.code === 'order_closed') void this.refresh();
  }

  #fire<Name extends keyof GiftCertificateRedemptionEventMap>(
    name: Name,
    detail: GiftCertificateRedemptionEventMap[Name]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: name !== 'error', composed: true }));
  }

  #wording(): Wording {
    const { order, words } = this.#state;
    return wordingFor({ locale: this.getAttribute('locale'), orderLanguage: order?.language, words });
  }

  #render(): void {
    this.#view.render(viewOf(this.#state, this.#wording(), { enabled: !this.#isDisabledByForm }));
    const submitted = new FormData();
    for (const { id } of this.#state.order?.redemptions ?? []) submitted.append(this.name, id);
    this.#internals.setFormValue(this.name ? submitted : null);
  }
}

function hasChanged(before: WidgetOrder, after: WidgetOrder): boolean {
  return (['status', 'totalMinor', 'appliedMinor'] as const).some((name) => before[name] !== after[name]);
}

function amountsOf({
  currency,
  totalMinor,
  appliedMinor,
  dueMinor,
}: WidgetOrder): GiftCertificateOrderAmounts {
  return { currency, totalMinor, appliedMinor, dueMinor };
}
