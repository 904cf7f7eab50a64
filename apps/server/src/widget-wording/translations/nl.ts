import type { WidgetWording } from '@boon/core/widget-wording';

export const nl: WidgetWording = {
  label: 'Cadeaubon',
  hint: 'Heb je een cadeaubon? Vul de code in om ermee te betalen.',
  testMode: 'Testmodus',
  apply: 'Gebruiken',
  tryAgain: 'Opnieuw proberen',
  remove: 'Verwijderen',
  removeLabel: 'Cadeaubon eindigend op {last4} verwijderen',
  list: 'Cadeaubonnen bij deze bestelling',
  item: 'Cadeaubon eindigend op {last4}\u00a0· ',
  applying: 'De cadeaubon wordt verwerkt …',
  removing: 'De cadeaubon wordt verwijderd …',
  applied: '{amount} gebruikt. Nog te betalen: {due}.',
  paidInFull: '{amount} gebruikt. Je hoeft niets meer te betalen.',
  removed: '{amount} verwijderd. Nog te betalen: {due}.',
  empty: 'Vul de code in die op je cadeaubon staat.',
  length: 'Een code heeft 12 letters en cijfers. Kijk of er een paar ontbreken of te veel zijn.',
  alphabet:
    'Een code heeft alleen de letters A tot en met Z, nooit een U, en cijfers. Kijk na wat je hebt ingevuld.',
  check: 'Er zit een typefout in deze code. Vergelijk hem met je cadeaubon.',
  code_not_found:
    'We hebben geen cadeaubon met deze code gevonden. Kijk de code na of vraag het bedrijf waar hij vandaan komt.',
  certificate_redeemed: 'Deze cadeaubon is al gebruikt.',
  already_applied: 'Deze cadeaubon is al gebruikt voor je bestelling.',
  certificate_expired: 'Deze cadeaubon is verlopen.',
  exceeds_amount_due:
    'Je bestelling komt {missing} tekort: deze cadeaubon is {amount} waard en wordt in zijn geheel voor één bestelling gebruikt.',
  order_paid: 'Er hoeft niets meer betaald te worden, dus deze cadeaubon is niet gebruikt.',
  currency_mismatch: 'Deze cadeaubon is in een andere valuta dan je bestelling.',
  order_closed: 'Deze bestelling is gesloten. De cadeaubonnen kunnen niet meer worden gewijzigd.',
  order_cancelled: 'Deze bestelling is niet meer geldig. De cadeaubonnen kunnen weer worden gebruikt.',
  unauthorized: 'Deze pagina staat al te lang open. Laad hem opnieuw om een cadeaubon te gebruiken.',
  rate_limited: 'Te veel pogingen. Wacht even en probeer het opnieuw.',
  rate_limited_for: 'Te veel pogingen. Probeer het {wait} opnieuw.',
  unavailable:
    'Cadeaubonnen zijn op dit moment niet bereikbaar. Probeer het opnieuw; je kunt je boeking ook zonder cadeaubon afronden.',
  origin_not_allowed:
    'Op deze pagina kunnen geen cadeaubonnen worden gebruikt. Je kunt je boeking ook zonder cadeaubon afronden.',
  refused: 'Deze cadeaubon kon niet worden gebruikt. Vraag het bedrijf waar hij vandaan komt.',
};
