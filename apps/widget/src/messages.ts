import { formatMoney } from '@boon/core/money';
import { ENGLISH, type PlacesIn, type WidgetWording } from '@boon/core/widget-wording';
import type { Problem } from './problem.ts';

/** What the server sends along with the order when the widget is to speak another language than English. */
export type Words = { readonly language: string; readonly sentences: WidgetWording };

type Places = { readonly [Name in keyof WidgetWording]: PlacesIn<(typeof ENGLISH)[Name]> };
type PlainSentence = {
  [Name in keyof Places]: [Places[Name]] extends [never] ? Name : never;
}[keyof Places];
type FilledSentence = Exclude<keyof Places, PlainSentence>;
type Values<Name extends FilledSentence> = { readonly [Place in Places[Name]]: string };

/** The words and the way numbers are written for one widget. */
export type Wording = {
  /** BCP 47, of the words. */
  readonly language: string;
  /** Null: the page's own. */
  readonly direction: 'ltr' | 'rtl' | null;
  money(amountMinor: number, currency: string): string;
  say(name: PlainSentence): string;
  fill<Name extends FilledSentence>(name: Name, values: Values<Name>): string;
  problem(problem: Problem): string;
};

type Wishes = {
  /** What the host asked for; it decides how numbers are written, and before the words arrive the direction. */
  readonly locale: string | null;
  /** What the order says, used when the host is silent. */
  readonly orderLanguage?: string | undefined;
  /** Null: English. */
  readonly words?: Words | null;
};

export function wordingFor({ locale, orderLanguage, words = null }: Wishes): Wording {
  const wanted = supportedLocale(locale) ?? supportedLocale(orderLanguage) ?? 'en';
  const { language, sentences } = words ?? { language: 'en', sentences: ENGLISH };
  const isRightToLeft = /^(ar|dv|fa|he|ps|ug|ur|yi)\b/.test(words || locale === null ? language : wanted);

  const money: Wording['money'] = (amountMinor, currency) =>
    formatMoney({ amountMinor, currency }, wanted).replace('-', '\u2212');
  const say: Wording['say'] = (name) => sentences[name];
  const fill: Wording['fill'] = (name, values) => {
    const written: Readonly<Record<string, string>> = values;
    return sentences[name].replace(/\{(\w+)\}/g, (_, place: string) => {
      const value = written[place] ?? '';
      // Isolated, so that a code or an amount in the middle of Arabic or Hebrew keeps its own order.
      return isRightToLeft ? `\u2068${value}\u2069` : value;
    });
  };

  return {
    language,
    direction: isRightToLeft ? 'rtl' : locale === null ? null : 'ltr',
    money,
    say,
    fill,
    problem(problem) {
      switch (problem.code) {
        case 'code_malformed':
          return say(problem.reason);
        case 'certificate_redeemed':
          return say(problem.onThisOrder ? 'already_applied' : problem.code);
        case 'exceeds_amount_due': {
          const { code, missingMinor, amountMinor, currency } = problem;
          return fill(code, { missing: money(missingMinor, currency), amount: money(amountMinor, currency) });
        }
        case 'rate_limited': {
          const { code, retryAfterSeconds: seconds } = problem;
          return seconds === null ? say(code) : fill('rate_limited_for', { wait: waitOf(seconds, language) });
        }
        default:
          return say(problem.code);
      }
    },
  };
}

/** A host may write anything into an attribute; what is no language tag counts as nothing said. */
export function supportedLocale(tag: string | null | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined;
  }
}

/** "in 5 minutes": whole, because most languages bend the words of a time after a preposition. */
function waitOf(seconds: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language);
  return seconds < 90
    ? format.format(Math.max(1, Math.ceil(seconds)), 'second')
    : format.format(Math.ceil(seconds / 60), 'minute');
}
