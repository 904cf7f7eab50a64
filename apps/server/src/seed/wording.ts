/** What people write on a gift. */
export const GREETINGS: readonly string[] = [
  'Happy birthday! Pick the trip you keep talking about, and send me a picture.',
  'For your fortieth: one adventure of your choice. We will look after the dog.',
  'Merry Christmas from all of us. See you under the northern lights?',
  'Frohe Weihnachten! Für ein Abenteuer ganz nach deinem Geschmack.',
  'Alles Gute zum Geburtstag, liebe Patentante. Such dir etwas Schönes aus!',
  'You did it! Congratulations on your degree. Now go and breathe some sea air.',
  'Thank you for everything you did for us this year.',
  'Wszystkiego najlepszego! Niech to będzie niezapomniana podróż.',
  '¡Feliz cumpleaños! Que disfrutes de cada kilómetro.',
  'Feliz Navidad, papá. Esta vez te toca a ti descansar.',
  'Joyeux anniversaire ! Choisis la balade qui te fait rêver.',
  'To the two of you, on your wedding day. May this be the first of many journeys.',
  'Gratulerer med dagen! Nå er det din tur til å se hval.',
  'Buon compleanno! Scegli tu la meta, io porto i panini.',
  'For ten years of friendship. Kayaks, obviously.',
  'お誕生日おめでとう！素敵な旅になりますように。',
  'Enjoy your retirement, Captain. The glacier is waiting.',
  'Happy anniversary, my love. Let us finally take that boat trip.',
  'Get well soon, and then get out there!',
  'Grattis på födelsedagen! Ta med varma vantar.',
  'From the whole team: thank you for holding the fort. Go and see something beautiful.',
  'Voor jullie housewarming, maar dan buiten.',
  'Because you never buy anything for yourself.',
  'С днём рождения! Пусть путешествие будет незабываемым.',
];

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
