/** Languages people write their gifts in; each has words for any day, some for Christmas. */
export type GreetingLanguage = 'en' | 'de' | 'nb' | 'pl' | 'es' | 'fr' | 'it' | 'nl' | 'ja';
type Greetings = { readonly anyDay: readonly string[]; readonly christmas: readonly string[] };

/** What people write on a gift. */
export const GREETINGS: Readonly<Record<GreetingLanguage, Greetings>> = {
  en: {
    anyDay: [
      'Happy birthday! Pick the trip you keep talking about, and send me a picture.',
      'For your fortieth: one adventure of your choice. We will look after the dog.',
      'You did it! Congratulations on your degree. Now go and breathe some sea air.',
      'Thank you for everything you did for us this year.',
      'To the two of you, on your wedding day. May this be the first of many journeys.',
      'For ten years of friendship. Kayaks, obviously.',
      'Enjoy your retirement, Captain. The glacier is waiting.',
      'Happy anniversary, my love. Let us finally take that boat trip.',
      'Get well soon, and then get out there!',
      'From the whole team: thank you for holding the fort. Go and see something beautiful.',
      'Because you never buy anything for yourself.',
    ],
    christmas: [
      'Merry Christmas from all of us. See you under the northern lights?',
      'Merry Christmas! No more socks, I promise. This year you get a fjord.',
    ],
  },
  de: {
    anyDay: [
      'Alles Gute zum Geburtstag, liebe Patentante. Such dir etwas Schönes aus!',
      'Für ein Abenteuer ganz nach deinem Geschmack. Danke, dass es dich gibt.',
    ],
    christmas: ['Frohe Weihnachten! Dieses Jahr gibt es Nordlichter statt Lichterkette.'],
  },
  nb: {
    anyDay: ['Gratulerer med dagen! Nå er det din tur til å se hval.', 'Tusen takk for hjelpen. Nyt turen!'],
    christmas: ['God jul! Ta med varme votter.'],
  },
  pl: {
    anyDay: ['Wszystkiego najlepszego! Niech to będzie niezapomniana podróż.'],
    christmas: ['Wesołych Świąt! Do zobaczenia nad fiordem.'],
  },
  es: {
    anyDay: ['¡Feliz cumpleaños! Que disfrutes de cada kilómetro.'],
    christmas: ['Feliz Navidad, papá. Esta vez te toca a ti descansar.'],
  },
  fr: {
    anyDay: ['Joyeux anniversaire ! Choisis la balade qui te fait rêver.'],
    christmas: ['Joyeux Noël ! Prépare tes gants, on part voir les aurores.'],
  },
  it: {
    anyDay: ['Buon compleanno! Scegli tu la meta, io porto i panini.'],
    christmas: ['Buon Natale! Quest’anno si va al nord.'],
  },
  nl: {
    anyDay: ['Gefeliciteerd! Kies maar een avontuur, wij passen op de kat.'],
    christmas: ['Fijne kerst! Tot op het water.'],
  },
  ja: {
    anyDay: ['お誕生日おめでとう！素敵な旅になりますように。'],
    christmas: ['メリークリスマス！オーロラを楽しんできてね。'],
  },
};

/** What the business writes when it gives one away. */
export const COMPENSATIONS: readonly string[] = [
  'We are sorry that the storm cancelled your boat trip. Please come back as our guest.',
  'With our apologies for the late start of your glacier walk.',
  'We could not offer you the seals we promised. Here is another try.',
];
export const PRESENTS: readonly string[] = [
  'Congratulations, you won our summer photo competition!',
  'With thanks from Aurora Journeys for your support of the coast clean-up.',
  'First prize of the school raffle. Have a wonderful trip!',
];

/** Why staff cancelled one. */
export const VOID_REASONS: readonly string[] = [
  'Bought twice by mistake; the purchaser kept the other one.',
  'Wrong amount entered at the counter; a new certificate was issued.',
  'The purchaser withdrew within 14 days.',
  'Sent to a wrong address; replaced at the purchaser’s request.',
];
