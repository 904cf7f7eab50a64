import type { WidgetWording } from '@boon/core/widget-wording';

export const pl: WidgetWording = {
  label: 'Bon podarunkowy',
  hint: 'Masz bon podarunkowy? Wpisz jego kod, aby nim zapłacić.',
  testMode: 'Tryb testowy',
  apply: 'Użyj',
  tryAgain: 'Spróbuj ponownie',
  remove: 'Usuń',
  removeLabel: 'Usuń bon podarunkowy o końcówce {last4}',
  list: 'Bony podarunkowe w tym zamówieniu',
  item: 'Bon podarunkowy o końcówce {last4}\u00a0· ',
  applying: 'Trwa naliczanie bonu podarunkowego…',
  removing: 'Trwa usuwanie bonu podarunkowego…',
  applied: 'Odliczono {amount}. Pozostało do zapłaty: {due}.',
  paidInFull: 'Odliczono {amount}. Nie pozostało nic do zapłaty.',
  removed: 'Usunięto {amount}. Pozostało do zapłaty: {due}.',
  empty: 'Wpisz kod wydrukowany na bonie podarunkowym.',
  length: 'Kod ma 12 liter i cyfr. Sprawdź, czy którejś nie brakuje lub nie jest za dużo.',
  alphabet: 'Kod zawiera tylko litery od A do Z, bez U, oraz cyfry. Sprawdź, co wpisano.',
  check: 'W tym kodzie jest literówka. Porównaj go z bonem podarunkowym.',
  code_not_found:
    'Nie znaleźliśmy bonu podarunkowego z tym kodem. Sprawdź go lub zapytaj firmę, która go wystawiła.',
  certificate_redeemed: 'Ten bon podarunkowy został już wykorzystany.',
  already_applied: 'Ten bon podarunkowy jest już użyty w Twoim zamówieniu.',
  certificate_expired: 'Ten bon podarunkowy stracił ważność.',
  exceeds_amount_due:
    'Do kwoty zamówienia brakuje {missing}: ten bon podarunkowy ma wartość {amount} i wykorzystuje się go w całości na jedno zamówienie.',
  order_paid: 'Nie pozostało nic do zapłaty, więc ten bon podarunkowy nie został użyty.',
  currency_mismatch: 'Ten bon podarunkowy jest w innej walucie niż Twoje zamówienie.',
  order_closed: 'To zamówienie jest zamknięte. Nie można już zmienić jego bonów podarunkowych.',
  order_cancelled: 'To zamówienie jest już nieważne. Jego bonów podarunkowych można użyć ponownie.',
  unauthorized: 'Ta strona jest otwarta zbyt długo. Odśwież ją, aby użyć bonu podarunkowego.',
  rate_limited: 'Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.',
  rate_limited_for: 'Zbyt wiele prób. Spróbuj ponownie {wait}.',
  unavailable:
    'Bony podarunkowe są teraz niedostępne. Spróbuj ponownie; możesz też dokończyć rezerwację bez bonu.',
  origin_not_allowed:
    'Na tej stronie nie można użyć bonów podarunkowych. Możesz dokończyć rezerwację bez bonu.',
  refused: 'Nie udało się użyć tego bonu podarunkowego. Zapytaj firmę, która go wystawiła.',
};
