import type { WidgetWording } from '@boon/core/widget-wording';

export const nb: WidgetWording = {
  label: 'Gavekort',
  hint: 'Har du et gavekort? Skriv inn koden for å betale med det.',
  testMode: 'Testmodus',
  apply: 'Bruk',
  tryAgain: 'Prøv igjen',
  remove: 'Fjern',
  removeLabel: 'Fjern gavekortet som slutter på {last4}',
  list: 'Gavekort på denne bestillingen',
  item: 'Gavekort som slutter på {last4}\u00a0· ',
  applying: 'Gavekortet blir brukt …',
  removing: 'Gavekortet blir fjernet …',
  applied: '{amount} er trukket fra. Igjen å betale: {due}.',
  paidInFull: '{amount} er trukket fra. Det er ingenting igjen å betale.',
  removed: '{amount} er fjernet. Igjen å betale: {due}.',
  empty: 'Skriv inn koden som står på gavekortet ditt.',
  length: 'En kode har 12 bokstaver og tall. Se etter om noen mangler eller er for mange.',
  alphabet: 'En kode har bare bokstavene A til Z, aldri U, og tall. Se etter hva du har skrevet.',
  check: 'Det er en skrivefeil i koden. Sammenlign den med gavekortet ditt.',
  code_not_found:
    'Vi fant ikke noe gavekort med denne koden. Sjekk den, eller spør bedriften du har det fra.',
  certificate_redeemed: 'Dette gavekortet er allerede brukt.',
  already_applied: 'Dette gavekortet er allerede brukt på bestillingen din.',
  certificate_expired: 'Dette gavekortet er utløpt.',
  exceeds_amount_due:
    'Bestillingen din mangler {missing}: Gavekortet er verdt {amount} og brukes i sin helhet på én bestilling.',
  order_paid: 'Det er ingenting igjen å betale, så gavekortet ble ikke brukt.',
  currency_mismatch: 'Dette gavekortet er i en annen valuta enn bestillingen din.',
  order_closed: 'Denne bestillingen er avsluttet. Gavekortene kan ikke lenger endres.',
  order_cancelled: 'Denne bestillingen gjelder ikke lenger. Gavekortene kan brukes igjen.',
  unauthorized: 'Siden har vært åpen for lenge. Last den inn på nytt for å bruke et gavekort.',
  rate_limited: 'For mange forsøk. Vent litt, og prøv igjen.',
  rate_limited_for: 'For mange forsøk. Prøv igjen {wait}.',
  unavailable:
    'Gavekort kan ikke nås akkurat nå. Prøv igjen; du kan fortsatt fullføre bestillingen uten et gavekort.',
  origin_not_allowed:
    'Gavekort kan ikke brukes på denne siden. Du kan fortsatt fullføre bestillingen uten et gavekort.',
  refused: 'Dette gavekortet kunne ikke brukes. Spør bedriften du har det fra.',
};
