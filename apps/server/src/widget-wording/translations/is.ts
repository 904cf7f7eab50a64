import type { WidgetWording } from '@boon/core/widget-wording';

/** In full, because `is` reads like a keyword. */
export const icelandic: WidgetWording = {
  label: 'Gjafabréf',
  hint: 'Áttu gjafabréf? Sláðu inn kóðann til að greiða með því.',
  testMode: 'Prófunarhamur',
  apply: 'Nota',
  tryAgain: 'Reyna aftur',
  remove: 'Fjarlægja',
  removeLabel: 'Fjarlægja gjafabréf sem endar á {last4}',
  list: 'Gjafabréf á þessari pöntun',
  item: 'Gjafabréf sem endar á {last4}\u00a0· ',
  applying: 'Verið er að nota gjafabréfið …',
  removing: 'Verið er að fjarlægja gjafabréfið …',
  applied: '{amount} dregnar frá. Eftir að greiða: {due}.',
  paidInFull: '{amount} dregnar frá. Ekkert er eftir að greiða.',
  removed: '{amount} fjarlægðar. Eftir að greiða: {due}.',
  empty: 'Sláðu inn kóðann sem stendur á gjafabréfinu.',
  length: 'Kóði er 12 bókstafir og tölustafir. Athugaðu hvort einhverja vantar eða er ofaukið.',
  alphabet: 'Í kóða eru aðeins bókstafirnir A til Z, aldrei U, og tölustafir. Athugaðu hvað þú slóst inn.',
  check: 'Það er innsláttarvilla í kóðanum. Berðu hann saman við gjafabréfið.',
  code_not_found:
    'Við fundum ekkert gjafabréf með þessum kóða. Athugaðu hann eða spurðu fyrirtækið sem gaf það út.',
  certificate_redeemed: 'Þetta gjafabréf hefur þegar verið notað.',
  already_applied: 'Þetta gjafabréf er þegar notað á pöntunina þína.',
  certificate_expired: 'Þetta gjafabréf er útrunnið.',
  exceeds_amount_due:
    'Pöntunina vantar {missing} í viðbót: gjafabréfið er {amount} virði og er notað að fullu á eina pöntun.',
  order_paid: 'Ekkert er eftir að greiða, svo gjafabréfið var ekki notað.',
  currency_mismatch: 'Gjafabréfið er í öðrum gjaldmiðli en pöntunin þín.',
  order_closed: 'Pöntuninni hefur verið lokað. Ekki er lengur hægt að breyta gjafabréfum hennar.',
  order_cancelled: 'Pöntunin er ekki lengur í gildi. Nota má gjafabréf hennar aftur.',
  unauthorized: 'Síðan hefur verið opin of lengi. Hladdu hana aftur til að nota gjafabréf.',
  rate_limited: 'Of margar tilraunir. Bíddu augnablik og reyndu aftur.',
  rate_limited_for: 'Of margar tilraunir. Reyndu aftur {wait}.',
  unavailable:
    'Ekki næst samband við gjafabréf eins og er. Reyndu aftur; þú getur samt lokið bókuninni án gjafabréfs.',
  origin_not_allowed:
    'Ekki er hægt að nota gjafabréf á þessari síðu. Þú getur samt lokið bókuninni án gjafabréfs.',
  refused: 'Ekki var hægt að nota gjafabréfið. Spurðu fyrirtækið sem gaf það út.',
};
