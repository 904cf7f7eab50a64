import { ENGLISH } from '@boon/core/widget-wording';
import { describe, expect, it } from 'vitest';
import { chooseWording, TRANSLATIONS } from './choose-wording.ts';

const LANGUAGES = 'ar cs da de es fi fr he is it ja nb nl pl pt sv zh'.split(' ');

describe('the translations of the widget', () => {
  it('are there for each promised language', () => {
    expect([...TRANSLATIONS.keys()].sort()).toEqual(LANGUAGES);
  });

  it.each([...TRANSLATIONS])('in %s have every sentence, with exactly the places English has', (_, words) => {
    const placesOf = (sentences: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(sentences).map(([name, sentence]) => [name, sentence.match(/\{.*?\}/g)?.sort() ?? []]),
      );
    expect(placesOf(words)).toEqual(placesOf(ENGLISH));
  });

  it.each([...TRANSLATIONS])('in %s say nothing in English, and nothing twice', (_, words) => {
    const english = new Set<string>(Object.values(ENGLISH));
    expect(Object.values(words).filter((sentence) => english.has(sentence))).toEqual([]);
    expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  });

  // Who speaks to a computer says what stands on the button (WCAG 2.2, 2.5.3).
  it.each([...TRANSLATIONS])('in %s name the button that removes by the word on it', (_, words) => {
    expect(words.removeLabel.toLowerCase()).toContain(words.remove.toLowerCase());
  });

  // A widget finds the direction of a sentence by its first letter, and must not take a Latin one for it.
  it.each(['ar', 'he'])('in %s begin each sentence with a letter of their own script', (language) => {
    const sentences = Object.values(TRANSLATIONS.get(language) ?? {});
    expect(
      sentences.filter((sentence) => !/^\p{P}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(sentence)),
    ).toEqual([]);
  });

  it('are written in the letters of their language', () => {
    const scripts = { ar: 'Arabic', he: 'Hebrew', ja: 'Hiragana', zh: 'Han' };
    for (const [language, script] of Object.entries(scripts)) {
      const words = Object.values(TRANSLATIONS.get(language) ?? {}).join(' ');
      expect(words, language).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
  });
});

describe('choosing the words of the widget', () => {
  const chosen = (...wishes: (string | undefined)[]) => chooseWording(wishes)?.language ?? 'en';

  it('takes what the host asks for before what the order says', () => {
    expect(chosen('fr-CA', 'de')).toBe('fr');
    expect(chosen(undefined, 'de-AT')).toBe('de');
    expect(chosen('en-GB', 'de')).toBe('en');
  });

  it('passes over a language without words, and a tag that is none', () => {
    expect(chosen('th', 'de')).toBe('de');
    expect(chosen('not a locale', 'is')).toBe('is');
    expect(chosen('', 'th')).toBe('en');
  });

  it('knows the other names of a language', () => {
    expect(chosen('no')).toBe('nb');
    expect(chosen('nn-NO')).toBe('nb');
    expect(chosen('iw')).toBe('he');
    expect(chosen('zh-Hant-TW')).toBe('zh');
    expect(chosen('PT_br', 'pt-BR')).toBe('pt');
  });

  it('is not led to what every object has', () => {
    expect(chosen('constructor', '__proto__')).toBe('en');
  });
});
