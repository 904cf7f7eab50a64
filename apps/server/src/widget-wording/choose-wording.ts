import type { WidgetWording } from '@boon/core/widget-wording';
import { ar } from './translations/ar.ts';
import { cs } from './translations/cs.ts';
import { da } from './translations/da.ts';
import { de } from './translations/de.ts';
import { es } from './translations/es.ts';
import { fi } from './translations/fi.ts';
import { fr } from './translations/fr.ts';
import { he } from './translations/he.ts';
import { icelandic } from './translations/is.ts';
import { it } from './translations/it.ts';
import { ja } from './translations/ja.ts';
import { nb } from './translations/nb.ts';
import { nl } from './translations/nl.ts';
import { pl } from './translations/pl.ts';
import { pt } from './translations/pt.ts';
import { sv } from './translations/sv.ts';
import { zh } from './translations/zh.ts';

/** By language subtag. English is in the widget's script itself. */
export const TRANSLATIONS: ReadonlyMap<string, WidgetWording> = new Map(
  Object.entries({ ar, cs, da, de, es, fi, fr, he, is: icelandic, it, ja, nb, nl, pl, pt, sv, zh }),
);

/** Norwegians write `no` for both of their languages, and read Bokmål in either case. */
const READS_AS: ReadonlyMap<string, string> = new Map([
  ['no', 'nb'],
  ['nn', 'nb'],
]);

export type ChosenWording = { readonly language: string; readonly sentences: WidgetWording };

/**
 * The best words there are: of the first of the wished languages (BCP 47) that has any. Null for English, which the
 * widget speaks by itself; what is no language tag counts as nothing said.
 */
export function chooseWording(wishes: readonly (string | undefined)[]): ChosenWording | null {
  for (const wish of wishes) {
    const language = languageOf(wish);
    if (language === 'en') return null;
    const sentences = language && TRANSLATIONS.get(language);
    if (sentences) return { language, sentences };
  }
  return null;
}

function languageOf(tag: string | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    const { language } = new Intl.Locale(tag);
    return READS_AS.get(language) ?? language;
  } catch {
    return undefined;
  }
}
