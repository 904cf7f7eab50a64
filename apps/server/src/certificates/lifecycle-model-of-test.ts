/** What happens to a business's certificates, one step at a time. Numbers count certificates and orders from the first. */
export type Step =
  | {
      readonly do: 'issue';
      readonly as: 'paid' | 'free' | 'pending' | 'bought';
      readonly amountMinor: number;
    }
  | {
      readonly do: 'announce';
      readonly totalMinor: number;
      readonly currency: string;
      readonly hours: number | null;
    }
  | { readonly do: 'redeem'; readonly c: number; readonly o: number; readonly code: 'latest' | 'first' }
  | { readonly do: 'extend'; readonly c: number; readonly days: number }
  | { readonly do: 'reactivate'; readonly c: number; readonly days: number | null }
  | { readonly do: 'cancel'; readonly o: number; readonly days: number | null }
  | { readonly do: 'changeTotal'; readonly o: number; readonly totalMinor: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'waitForEnd'; readonly c: number; readonly beforeMs: 0 | 1 }
  | { readonly do: 'book' }
  | { readonly do: 'complete'; readonly o: number }
  | {
      readonly do: 'markPaid' | 'remove' | 'void' | 'refund' | 'giveBack' | 'reissue' | 'correct';
      readonly c: number;
    };

type Status = 'pending' | 'active' | 'redeemed' | 'voided' | 'expired';
export type Held = {
  status: Status;
  amountMinor: number;
  isPaid: boolean;
  byProvider: boolean;
  money: 'here' | 'asked for' | 'gone';
  lastDay: string | null;
  order: number | null;
  isReissued: boolean;
  log: string[];
};
export type Booking = {
  status: 'open' | 'completed' | 'cancelled';
  totalMinor: number;
  currency: string;
  endsAt: number | null;
};
type Answer = string;

/** The rules once more, told as simply as can be: local dates instead of instants, lists instead of a database. */
export class Model {
  readonly held: Held[] = [];
  readonly orders: Booking[] = [];
  now: number;
  readonly zone: string;
  readonly validDays: number | null;

  constructor(start: number, zone: string, validDays: number | null) {
    this.now = start;
    this.zone = zone;
    this.validDays = validDays;
  }

  visible({ status, lastDay }: Held): Status {
    return status === 'active' && lastDay !== null && this.day(0) > lastDay ? 'expired' : status;
  }

  applied(order: number): number {
    return this.held.reduce((sum, one) => sum + (one.order === order ? one.amountMinor : 0), 0);
  }

  /** The local date `days` from today. */
  day(days: number): string {
    const today = localDay(this.now, this.zone);
    return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  }

  apply(step: Step): Answer {
    const one = 'c' in step ? this.held[step.c] : undefined;
    const order = 'o' in step ? this.orders[step.o] : undefined;
    if (('c' in step && !one) || ('o' in step && !order)) return 'skipped';
    if (step.do === 'redeem' && one && order) return this.redeem(one, order, step);
    if (one && 'c' in step) return this.change(one, step);
    if (order && 'o' in step) return this.close(order, step);
    if (step.do === 'issue') this.issue(step);
    if (step.do === 'wait') this.now += step.hours * 3_600_000;
    if (step.do === 'announce') {
      const endsAt = step.hours === null ? null : this.now + step.hours * 3_600_000;
      this.orders.push({ status: 'open', totalMinor: step.totalMinor, currency: step.currency, endsAt });
    }
    if (step.do === 'book') {
      for (const active of this.held) this.settle(active);
      this.orders.forEach((late, o) => {
        if (late.status === 'open' && !this.isOpen(late)) this.close(late, { do: 'cancel', o, days: null });
      });
    }
    return 'ok';
  }

  private issue({ as, amountMinor }: Extract<Step, { do: 'issue' }>): void {
    const one: Held = {
      status: 'pending',
      amountMinor,
      isPaid: false,
      byProvider: as === 'bought',
      money: 'here',
      lastDay: null,
      order: null,
      isReissued: false,
      log: ['created'],
    };
    if (as !== 'pending') this.activate(one, as);
    this.held.push(one);
  }

  private activate(one: Held, as: 'paid' | 'free' | 'bought'): void {
    one.status = 'active';
    one.isPaid = true;
    one.lastDay = this.validDays === null ? null : this.day(this.validDays);
    if (as !== 'free') one.log.push('purchased');
    one.log.push(...(as === 'bought' ? ['purchased_from_portal', 'activated_from_portal'] : ['activated']));
  }

  private redeem(one: Held, order: Booking, step: Extract<Step, { do: 'redeem' }>): Answer {
    if (!this.isOpen(order)) return 'order_closed';
    if (step.code === 'first' && one.isReissued) return 'code_not_found';
    const holder = one.order === null ? undefined : this.orders[one.order];
    const isAbandoned = holder?.status === 'open' && !this.isOpen(holder);
    if (holder && isAbandoned) this.close(holder, { do: 'cancel', o: one.order ?? 0, days: null });
    if (this.visible(one) !== 'active') return `certificate_${this.visible(one)}`;
    if (order.currency !== 'EUR') return 'currency_mismatch';
    if (one.amountMinor > order.totalMinor - this.applied(step.o)) return 'exceeds_amount_due';
    one.status = 'redeemed';
    one.order = step.o;
    one.log.push('redeemed');
    return 'ok';
  }

  private change(one: Held, step: Extract<Step, { c: number }>): Answer {
    const status = this.visible(one);
    const no = `certificate_${status}`;
    switch (step.do) {
      case 'markPaid':
        if (status !== 'pending') return no;
        this.activate(one, 'paid');
        return 'ok';
      case 'remove': {
        const order = one.order === null ? undefined : this.orders[one.order];
        if (!order) return 'skipped';
        if (!this.isOpen(order)) return 'order_closed';
        this.giveBack(one);
        return 'ok';
      }
      case 'void':
      case 'refund':
        if (status === 'redeemed' || status === 'voided') return no;
        if (step.do === 'refund' && !(one.byProvider && one.isPaid)) return 'validation_failed';
        this.settle(one);
        one.status = 'voided';
        one.money = step.do === 'refund' ? 'asked for' : 'here';
        one.log.push('voided');
        return 'ok';
      case 'giveBack':
        if (one.money !== 'asked for') return 'skipped';
        one.money = 'gone';
        one.log.push('refunded');
        return 'ok';
      case 'reactivate': {
        if (one.status !== 'voided') return `certificate_${one.status}`;
        if (one.money !== 'here') return 'certificate_voided';
        if (one.isPaid && step.days !== null && !this.isLater(one, step.days)) return 'validation_failed';
        const lastDay = one.isPaid && step.days !== null ? this.day(step.days) : one.lastDay;
        if (lastDay !== null && this.day(0) > lastDay) return 'certificate_expired';
        one.lastDay = lastDay;
        one.status = one.isPaid ? 'active' : 'pending';
        one.log.push('reactivated');
        return 'ok';
      }
      case 'extend':
        if (status !== 'active' && status !== 'expired') return no;
        if (!this.isLater(one, step.days)) return 'validation_failed';
        this.prolong(one, step.days);
        return 'ok';
      case 'reissue':
        if (status !== 'active') return no;
        one.isReissued = true;
        one.log.push('reissued');
        return 'ok';
      case 'correct':
        if (status !== 'active' && status !== 'pending') return no;
        one.log.push('recipient_changed');
        return 'ok';
      case 'waitForEnd':
        if (one.lastDay === null) return 'skipped';
        this.now = Math.max(this.now, endOf(one.lastDay, this.zone) - step.beforeMs);
        return 'ok';
      default:
        return 'skipped';
    }
  }

  private close(order: Booking, step: Extract<Step, { o: number }>): Answer {
    if (step.do === 'cancel') {
      if (order.status === 'cancelled') return 'ok';
      if (order.status === 'completed') return 'order_closed';
      const { days } = step;
      const used = this.held.filter((one) => one.order === step.o);
      const prolonged = used.filter(
        ({ lastDay }) => days !== null && lastDay !== null && this.day(days) > lastDay,
      );
      if (days !== null && prolonged.some((one) => !this.isLater(one, days))) return 'validation_failed';
      for (const one of used) {
        this.giveBack(one);
        if (days !== null && prolonged.includes(one)) this.prolong(one, days);
      }
      order.status = 'cancelled';
      return 'ok';
    }
    if (step.do === 'complete' && order.status === 'completed') return 'ok';
    if (!this.isOpen(order)) return 'order_closed';
    if (step.do === 'complete') order.status = 'completed';
    if (step.do === 'changeTotal') {
      if (step.totalMinor < this.applied(step.o)) return 'validation_failed';
      order.totalMinor = step.totalMinor;
    }
    return 'ok';
  }

  private isOpen({ status, endsAt }: Booking): boolean {
    return status === 'open' && (endsAt === null || this.now < endsAt);
  }

  private isLater({ lastDay }: Held, days: number): boolean {
    return lastDay !== null && days >= 0 && this.day(days) > lastDay;
  }

  private prolong(one: Held, days: number): void {
    this.settle(one);
    one.status = 'active';
    one.lastDay = this.day(days);
    one.log.push('extended');
  }

  private giveBack(one: Held): void {
    one.status = 'active';
    one.order = null;
    one.log.push('redemption_reversed');
    this.settle(one);
  }

  /** Writes down what the clock says. */
  private settle(one: Held): void {
    if (one.status === this.visible(one)) return;
    one.status = 'expired';
    one.log.push('expired');
  }
}

function localDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

/** The first instant that is no longer `day` in `zone`, found by looking at its calendar alone. */
function endOf(day: string, zone: string): number {
  let before = Date.parse(day) - 86_400_000;
  let after = Date.parse(day) + 3 * 86_400_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) > day) after = middle;
    else before = middle;
  }
  return after;
}
