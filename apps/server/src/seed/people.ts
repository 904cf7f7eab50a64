import type { Person } from '@boon/core';
import type { Draws } from './draws.ts';
import type { GreetingLanguage } from './wording.ts';

/** Names that go together; `order` says whether the family's comes first, as in Seoul or Budapest. */
type Region = {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly order: 'given_first' | 'family_first';
  readonly language: GreetingLanguage;
  readonly weight: number;
};

function region(
  weight: number,
  language: GreetingLanguage,
  given: string,
  family: string,
  order: Region['order'] = 'given_first',
): Region {
  return { given: given.split(' '), family: family.split(' '), order, language, weight };
}

const REGIONS: readonly Region[] = [
  region(5, 'de', 'Anna Jonas Lena Matthias Katrin Felix Jürgen', 'Hoffmann Krüger Schäfer Vogel Weiß'),
  region(4, 'nb', 'Ingrid Lars Astrid Søren Freja Magnus', 'Bjørnsen Haugland Ødegård Nygård Dahl'),
  region(3, 'pl', 'Łucja Zbigniew Małgorzata Kacper Agnieszka', 'Nowak Wójcik Zając Mazur'),
  region(4, 'es', 'Mateo Lucía Íñigo Carmen Joaquín', 'García Muñoz Echeverría Fernández Peña'),
  region(3, 'fr', 'Camille Étienne Noémie François Maëlle', 'Lefèvre Moreau Dubois Garnier'),
  region(4, 'en', 'Oliver Siobhán Imogen Rhys Harriet Callum', 'Whitaker Byrne Prescott Llewellyn Fraser'),
  region(2, 'it', 'Giulia Niccolò Chiara Lorenzo', 'Ricci Bellucci Santoro Ferraro'),
  region(2, 'nl', 'Sanne Daan Lieke Joost', 'Visser Mulder Bakker Jansen'),
  region(2, 'en', 'João Inês Tiago Conceição', 'Gonçalves Araújo Magalhães Simões'),
  region(2, 'en', 'Wei Xiuying Jian Meiling', 'Chen Zhang Liu Wang', 'family_first'),
  region(2, 'ja', 'Haruto Misaki Yuki Kenji', 'Tanaka Sato Nakamura Fujimoto'),
  region(1, 'en', 'Ji-woo Seo-yeon Min-jun', 'Kim Park Choi', 'family_first'),
  region(1, 'en', 'Zsófia Bálint Eszter', 'Szabó Kovács Horváth', 'family_first'),
  region(2, 'en', 'Priya Arjun Kavya Rohan', 'Sharma Iyer Banerjee Menon'),
  region(1, 'en', 'Elif Emre Zeynep', 'Yılmaz Öztürk Çelik'),
  region(1, 'en', 'Chiamaka Tunde Ngozi', 'Okafor Adeyemi Eze'),
  region(1, 'en', 'Tomáš Jakub Ondřej', 'Novák Dvořák Procházka'),
  region(1, 'en', 'Layla Karim Noor', 'Haddad Mansour Khoury'),
];

/** Names as their owners write them, where that is no Latin script. */
const IN_OWN_SCRIPT: readonly Person[] = [
  { name: '田中 美咲', email: 'misaki.tanaka@example.com' },
  { name: 'Мария Соколова', email: 'maria.sokolova@example.org' },
  { name: 'Ελένη Παπαδοπούλου', email: 'eleni.papadopoulou@example.com' },
  { name: '王小明', email: 'xiaoming.wang@example.net' },
  { name: '김서연', email: 'seoyeon.kim@example.org' },
];

export type Couple = {
  readonly purchaser: Person;
  readonly recipient: Person;
  /** What they would write to each other in. */
  readonly language: GreetingLanguage;
};

/** Who gives to whom: often family, sometimes friends from elsewhere. */
export function drawCouple(draws: Draws): Couple {
  const home = drawRegion(draws);
  const family = draws.pick(home.family);
  const purchaser = personOf(draws, home, draws.pick(home.given), family);
  if (draws.chance(0.05)) {
    return { purchaser, recipient: draws.pick(IN_OWN_SCRIPT), language: 'en' };
  }
  const isFamily = draws.chance(0.45);
  const there = isFamily || draws.chance(0.5) ? home : drawRegion(draws);
  const surname = isFamily ? family : draws.pick(there.family);
  const given = draws.pick(there.given.filter((name) => !purchaser.name.includes(name)));
  const recipient = personOf(draws, there, given, surname);
  return { purchaser, recipient, language: home.language === there.language ? home.language : 'en' };
}

function drawRegion(draws: Draws): Region {
  return draws.pickWeighted(REGIONS, ({ weight }) => weight);
}

// Domains and endings that are reserved for examples (RFC 2606): no mail can ever reach anyone.
function personOf(draws: Draws, { order }: Region, given: string, family: string): Person {
  const name = order === 'given_first' ? `${given} ${family}` : `${family} ${given}`;
  const domain = draws.pick(['example.com', 'example.org', 'example.net', `${latin(family)}.example`]);
  const mailbox = draws.pick([`${latin(given)}.${latin(family)}`, latin(given) + latin(family).slice(0, 1)]);
  return { name, email: `${mailbox}@${domain}` };
}

const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss', ı: 'i', æ: 'ae' };

/** A name as a mailbox writes it: "Łucja" becomes "lucja". */
function latin(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[łøßıæ]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/[^a-z]/g, '');
}
