import type { WidgetWording } from '@boon/core/widget-wording';

export const cs: WidgetWording = {
  label: 'Dárkový poukaz',
  hint: 'Máte dárkový poukaz? Zadejte jeho kód a zaplaťte jím.',
  testMode: 'Testovací režim',
  apply: 'Použít',
  tryAgain: 'Zkusit znovu',
  remove: 'Odebrat',
  removeLabel: 'Odebrat dárkový poukaz končící na {last4}',
  list: 'Dárkové poukazy v této objednávce',
  item: 'Dárkový poukaz končící na {last4}\u00a0· ',
  applying: 'Dárkový poukaz se uplatňuje…',
  removing: 'Dárkový poukaz se odebírá…',
  applied: 'Odečteno {amount}. Zbývá zaplatit: {due}.',
  paidInFull: 'Odečteno {amount}. Už nic nezbývá zaplatit.',
  removed: 'Odebráno {amount}. Zbývá zaplatit: {due}.',
  empty: 'Zadejte kód vytištěný na dárkovém poukazu.',
  length: 'Kód má 12 písmen a číslic. Zkontrolujte, zda některé nechybí nebo nepřebývá.',
  alphabet: 'Kód obsahuje jen písmena A až Z, nikdy U, a číslice. Zkontrolujte, co jste zadali.',
  check: 'V kódu je překlep. Porovnejte ho s dárkovým poukazem.',
  code_not_found:
    'Dárkový poukaz s tímto kódem jsme nenašli. Zkontrolujte ho nebo se zeptejte firmy, která ho vydala.',
  certificate_redeemed: 'Tento dárkový poukaz už byl použit.',
  already_applied: 'Tento dárkový poukaz je už ve vaší objednávce použit.',
  certificate_expired: 'Platnost tohoto dárkového poukazu skončila.',
  exceeds_amount_due:
    'Do ceny objednávky chybí {missing}: tento dárkový poukaz má hodnotu {amount} a používá se celý na jednu objednávku.',
  order_paid: 'Už nic nezbývá zaplatit, proto dárkový poukaz nebyl použit.',
  currency_mismatch: 'Tento dárkový poukaz je v jiné měně než vaše objednávka.',
  order_closed: 'Tato objednávka je uzavřená. Její dárkové poukazy už nelze změnit.',
  order_cancelled: 'Tato objednávka skončila. Její dárkové poukazy lze znovu použít.',
  unauthorized: 'Tato stránka je otevřená příliš dlouho. Chcete-li použít dárkový poukaz, načtěte ji znovu.',
  rate_limited: 'Příliš mnoho pokusů. Chvíli počkejte a zkuste to znovu.',
  rate_limited_for: 'Příliš mnoho pokusů. Zkuste to znovu {wait}.',
  unavailable:
    'Dárkové poukazy teď nejsou dostupné. Zkuste to znovu; rezervaci můžete dokončit i bez poukazu.',
  origin_not_allowed:
    'Na této stránce nelze dárkové poukazy použít. Rezervaci můžete dokončit i bez poukazu.',
  refused: 'Tento dárkový poukaz se nepodařilo použít. Zeptejte se firmy, která ho vydala.',
};
