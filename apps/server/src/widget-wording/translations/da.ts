import type { WidgetWording } from '@boon/core/widget-wording';

export const da: WidgetWording = {
  label: 'Gavekort',
  hint: 'Har du et gavekort? Indtast koden for at betale med det.',
  testMode: 'Testtilstand',
  apply: 'Brug',
  tryAgain: 'Prøv igen',
  remove: 'Fjern',
  removeLabel: 'Fjern gavekortet, der ender på {last4}',
  list: 'Gavekort på denne ordre',
  item: 'Gavekort, der ender på {last4}\u00a0· ',
  applying: 'Gavekortet bliver brugt …',
  removing: 'Gavekortet bliver fjernet …',
  applied: '{amount} er trukket fra. Tilbage at betale: {due}.',
  paidInFull: '{amount} er trukket fra. Der er intet tilbage at betale.',
  removed: '{amount} er fjernet. Tilbage at betale: {due}.',
  empty: 'Indtast koden, der står på dit gavekort.',
  length: 'En kode har 12 bogstaver og tal. Se efter, om der mangler nogle, eller er for mange.',
  alphabet: 'En kode har kun bogstaverne A til Z, aldrig U, og tal. Se efter, hvad du har indtastet.',
  check: 'Der er en tastefejl i koden. Sammenlign den med dit gavekort.',
  code_not_found:
    'Vi kunne ikke finde et gavekort med denne kode. Tjek den, eller spørg virksomheden, du har det fra.',
  certificate_redeemed: 'Dette gavekort er allerede brugt.',
  already_applied: 'Dette gavekort er allerede brugt på din ordre.',
  certificate_expired: 'Dette gavekort er udløbet.',
  exceeds_amount_due:
    'Din ordre mangler {missing}: Gavekortet er {amount} værd og bruges i sin helhed på én ordre.',
  order_paid: 'Der er intet tilbage at betale, så gavekortet blev ikke brugt.',
  currency_mismatch: 'Dette gavekort er i en anden valuta end din ordre.',
  order_closed: 'Denne ordre er lukket. Dens gavekort kan ikke længere ændres.',
  order_cancelled: 'Denne ordre er udløbet eller annulleret. Dens gavekort kan bruges igen.',
  unauthorized: 'Siden har været åben for længe. Genindlæs den for at bruge et gavekort.',
  rate_limited: 'For mange forsøg. Vent et øjeblik, og prøv igen.',
  rate_limited_for: 'For mange forsøg. Prøv igen {wait}.',
  unavailable:
    'Gavekort kan ikke nås lige nu. Prøv igen; du kan stadig gennemføre din booking uden et gavekort.',
  origin_not_allowed:
    'Gavekort kan ikke bruges på denne side. Du kan stadig gennemføre din booking uden et gavekort.',
  refused: 'Dette gavekort kunne ikke bruges. Spørg virksomheden, du har det fra.',
};
