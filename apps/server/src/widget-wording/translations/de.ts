import type { WidgetWording } from '@boon/core/widget-wording';

export const de: WidgetWording = {
  label: 'Geschenkgutschein',
  hint: 'Sie haben einen Gutschein? Geben Sie den Code ein und bezahlen Sie damit.',
  testMode: 'Testmodus',
  apply: 'Einlösen',
  tryAgain: 'Noch einmal versuchen',
  remove: 'Entfernen',
  removeLabel: 'Gutschein mit der Endung {last4} entfernen',
  list: 'Gutscheine für diese Bestellung',
  item: 'Gutschein mit der Endung {last4}\u00a0· ',
  applying: 'Der Gutschein wird eingelöst …',
  removing: 'Der Gutschein wird entfernt …',
  applied: '{amount} eingelöst. Noch zu zahlen: {due}.',
  paidInFull: '{amount} eingelöst. Es ist nichts mehr zu zahlen.',
  removed: '{amount} entfernt. Noch zu zahlen: {due}.',
  empty: 'Geben Sie den Code ein, der auf Ihrem Gutschein steht.',
  length: 'Ein Code hat 12 Buchstaben und Ziffern. Bitte prüfen Sie, ob welche fehlen oder zu viel sind.',
  alphabet:
    'Ein Code besteht nur aus den Buchstaben A bis Z, ohne U, und Ziffern. Bitte prüfen Sie Ihre Eingabe.',
  check: 'In diesem Code ist ein Tippfehler. Bitte vergleichen Sie ihn mit Ihrem Gutschein.',
  code_not_found:
    'Wir konnten keinen Gutschein mit diesem Code finden. Bitte prüfen Sie ihn oder fragen Sie dort nach, wo Sie ihn bekommen haben.',
  certificate_redeemed: 'Dieser Gutschein wurde bereits eingelöst.',
  already_applied: 'Dieser Gutschein ist schon für Ihre Bestellung eingelöst.',
  certificate_expired: 'Dieser Gutschein ist abgelaufen.',
  exceeds_amount_due:
    'Ihrer Bestellung fehlen noch {missing}: Dieser Gutschein ist {amount} wert und wird ganz für eine Bestellung eingelöst.',
  order_paid: 'Es ist nichts mehr zu zahlen, daher wurde dieser Gutschein nicht eingelöst.',
  currency_mismatch: 'Dieser Gutschein hat eine andere Währung als Ihre Bestellung.',
  order_closed: 'Diese Bestellung ist abgeschlossen. Ihre Gutscheine lassen sich nicht mehr ändern.',
  order_cancelled: 'Diese Bestellung ist nicht mehr gültig. Ihre Gutscheine können wieder eingelöst werden.',
  unauthorized:
    'Diese Seite ist schon zu lange offen. Bitte laden Sie sie neu, um einen Gutschein einzulösen.',
  rate_limited: 'Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
  rate_limited_for: 'Zu viele Versuche. Bitte versuchen Sie es {wait} noch einmal.',
  unavailable:
    'Gutscheine sind gerade nicht erreichbar. Bitte versuchen Sie es noch einmal; Sie können Ihre Buchung auch ohne Gutschein abschließen.',
  origin_not_allowed:
    'Auf dieser Seite können keine Gutscheine eingelöst werden. Sie können Ihre Buchung auch ohne Gutschein abschließen.',
  refused:
    'Dieser Gutschein konnte nicht eingelöst werden. Bitte fragen Sie dort nach, wo Sie ihn bekommen haben.',
};
