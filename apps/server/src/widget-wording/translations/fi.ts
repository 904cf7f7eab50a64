import type { WidgetWording } from '@boon/core/widget-wording';

export const fi: WidgetWording = {
  label: 'Lahjakortti',
  hint: 'Onko sinulla lahjakortti? Maksa sillä kirjoittamalla sen koodi.',
  testMode: 'Testitila',
  apply: 'Käytä',
  tryAgain: 'Yritä uudelleen',
  remove: 'Poista',
  removeLabel: 'Poista lahjakortti, jonka koodin loppu on {last4}',
  list: 'Tämän tilauksen lahjakortit',
  item: 'Lahjakortti, jonka koodin loppu on {last4}\u00a0· ',
  applying: 'Lahjakorttia käytetään …',
  removing: 'Lahjakorttia poistetaan …',
  applied: '{amount} käytetty. Maksettavaa jäljellä: {due}.',
  paidInFull: '{amount} käytetty. Maksettavaa ei ole jäljellä.',
  removed: '{amount} poistettu. Maksettavaa jäljellä: {due}.',
  empty: 'Kirjoita lahjakorttiin painettu koodi.',
  length: 'Koodissa on 12 kirjainta ja numeroa. Tarkista, puuttuuko niitä tai onko niitä liikaa.',
  alphabet: 'Koodissa on vain kirjaimia A–Z, ei koskaan U-kirjainta, ja numeroita. Tarkista, mitä kirjoitit.',
  check: 'Koodissa on kirjoitusvirhe. Vertaa sitä lahjakorttiisi.',
  code_not_found:
    'Emme löytäneet lahjakorttia tällä koodilla. Tarkista koodi tai kysy yritykseltä, josta lahjakortti on.',
  certificate_redeemed: 'Tämä lahjakortti on jo käytetty.',
  already_applied: 'Tämä lahjakortti on jo käytössä tilauksessasi.',
  certificate_expired: 'Tämä lahjakortti on vanhentunut.',
  exceeds_amount_due:
    'Tilauksestasi puuttuu {missing}: tämän lahjakortin arvo on {amount}, ja se käytetään kokonaan yhteen tilaukseen.',
  order_paid: 'Maksettavaa ei ole jäljellä, joten lahjakorttia ei käytetty.',
  currency_mismatch: 'Tämä lahjakortti on eri valuutassa kuin tilauksesi.',
  order_closed: 'Tämä tilaus on suljettu. Sen lahjakortteja ei voi enää muuttaa.',
  order_cancelled: 'Tämä tilaus ei ole enää voimassa. Sen lahjakortit ovat taas käytettävissä.',
  unauthorized: 'Sivu on ollut auki liian kauan. Lataa se uudelleen, niin voit käyttää lahjakorttia.',
  rate_limited: 'Liian monta yritystä. Odota hetki ja yritä uudelleen.',
  rate_limited_for: 'Liian monta yritystä. Yritä uudelleen {wait}.',
  unavailable:
    'Lahjakortteihin ei juuri nyt saada yhteyttä. Yritä uudelleen; voit silti viimeistellä varauksesi ilman lahjakorttia.',
  origin_not_allowed:
    'Lahjakortteja ei voi käyttää tällä sivulla. Voit silti viimeistellä varauksesi ilman lahjakorttia.',
  refused: 'Tätä lahjakorttia ei voitu käyttää. Kysy yritykseltä, josta se on.',
};
