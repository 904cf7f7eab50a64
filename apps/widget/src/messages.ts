import { formatMoney } from '@boon/core/money';
import type { Problem } from './problem.ts';

/** Every word the widget says, in one language. */
type Messages = {
  readonly label: string;
  readonly hint: string;
  readonly testMode: string;
  readonly apply: string;
  readonly tryAgain: string;
  readonly remove: string;
  readonly listLabel: string;
  readonly applying: string;
  readonly removing: string;
  readonly closed: string;
  removeLabel(codeLast4: string): string;
  item(codeLast4: string): string;
  applied(amount: string, due: string): string;
  paidInFull(amount: string): string;
  removed(amount: string, due: string): string;
  problem(problem: Problem, money: MoneyWriter, wait: WaitWriter): string;
};

type MoneyWriter = (amountMinor: number, currency: string) => string;
type WaitWriter = (seconds: number) => string;

const en: Messages = {
  label: 'Gift certificate',
  hint: 'Have a gift certificate? Enter its code to pay with it.',
  testMode: 'Test mode',
  apply: 'Apply',
  tryAgain: 'Try again',
  remove: 'Remove',
  listLabel: 'Gift certificates on this order',
  applying: 'Applying the gift certificate …',
  removing: 'Removing the gift certificate …',
  closed: 'This order is closed. Its gift certificates can no longer be changed.',
  removeLabel: (codeLast4) => `Remove gift certificate ending ${codeLast4}`,
  item: (codeLast4) => `Gift certificate ending ${codeLast4} · `,
  applied: (amount, due) => `${amount} applied. Left to pay: ${due}.`,
  paidInFull: (amount) => `${amount} applied. Nothing is left to pay.`,
  removed: (amount, due) => `${amount} removed. Left to pay: ${due}.`,
  problem(problem, money, wait) {
    switch (problem.code) {
      case 'code_malformed':
        return {
          empty: 'Enter the code printed on your gift certificate.',
          length: 'A code has 12 letters and numbers. Please check whether some are missing or too many.',
          alphabet:
            'A code has only the letters A to Z, never U, and numbers. Please check what you entered.',
          check: 'There is a typo in this code. Please compare it with your gift certificate.',
        }[problem.reason];
      case 'code_not_found':
        return 'We could not find a gift certificate with this code. Please check it, or ask the business you have it from.';
      case 'certificate_redeemed':
        return problem.onThisOrder
          ? 'This gift certificate is already applied to your order.'
          : 'This gift certificate has already been used.';
      case 'certificate_expired':
        return 'This gift certificate has expired.';
      case 'exceeds_amount_due': {
        const missing = money(problem.missingMinor, problem.currency);
        const amount = money(problem.amountMinor, problem.currency);
        return `Your order needs ${missing} more: this gift certificate is worth ${amount} and is used in full on one order.`;
      }
      case 'order_paid':
        return 'Nothing is left to pay, so this gift certificate was not used.';
      case 'currency_mismatch':
        return 'This gift certificate is in another currency than your order.';
      case 'order_closed':
        return en.closed;
      case 'unauthorized':
        return 'This page has been open for too long. Please reload it to use a gift certificate.';
      case 'rate_limited':
        return problem.retryAfterSeconds === null
          ? 'Too many tries. Please wait a moment and try again.'
          : `Too many tries. Please try again in ${wait(problem.retryAfterSeconds)}.`;
      case 'unavailable':
        return 'Gift certificates cannot be reached right now. Please try again; you can still complete your booking without one.';
      case 'refused':
        return 'This gift certificate could not be applied. Please ask the business you have it from.';
    }
  },
};

const LANGUAGES: Readonly<Record<string, Messages>> = { en };

/** The words and the way numbers are written for one widget. */
export type Wording = {
  /** BCP 47, of the words: English as long as a language has none of its own. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl' | null;
  readonly messages: Messages;
  readonly money: MoneyWriter;
  problem(problem: Problem): string;
};

/**
 * @param locale what the host asked for; it also decides the direction, which is the page's without it
 * @param orderLanguage what the order says, used when the host is silent
 */
export function wordingFor(locale: string | null, orderLanguage: string | undefined): Wording {
  const wanted = supportedLocale(locale) ?? supportedLocale(orderLanguage) ?? 'en';
  const primary = wanted.replace(/-.*/, '');
  const language = primary in LANGUAGES ? primary : 'en';
  const messages = LANGUAGES[language] ?? en;
  const money: MoneyWriter = (amountMinor, currency) =>
    formatMoney({ amountMinor, currency }, wanted).replace('-', '\u2212');
  return {
    language,
    direction: locale === null ? null : /^(ar|dv|fa|he|ps|ug|ur|yi)$/.test(primary) ? 'rtl' : 'ltr',
    messages,
    money,
    problem: (problem) => messages.problem(problem, money, (seconds) => writeWait(seconds, language)),
  };
}

/** A host may write anything into an attribute; what is no language tag counts as nothing said. */
function supportedLocale(tag: string | null | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined;
  }
}

function writeWait(seconds: number, language: string): string {
  const [value, unit] =
    seconds < 90 ? [Math.max(1, Math.ceil(seconds)), 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
