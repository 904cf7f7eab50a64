import type { WidgetWording } from '@boon/core/widget-wording';

export const sv: WidgetWording = {
  label: 'Presentkort',
  hint: 'Har du ett presentkort? Skriv in koden för att betala med det.',
  testMode: 'Testläge',
  apply: 'Använd',
  tryAgain: 'Försök igen',
  remove: 'Ta bort',
  removeLabel: 'Ta bort presentkortet som slutar på {last4}',
  list: 'Presentkort på den här beställningen',
  item: 'Presentkort som slutar på {last4}\u00a0· ',
  applying: 'Presentkortet används …',
  removing: 'Presentkortet tas bort …',
  applied: '{amount} har dragits av. Kvar att betala: {due}.',
  paidInFull: '{amount} har dragits av. Inget återstår att betala.',
  removed: '{amount} har tagits bort. Kvar att betala: {due}.',
  empty: 'Skriv in koden som står på ditt presentkort.',
  length: 'En kod har 12 bokstäver och siffror. Kontrollera om några saknas eller är för många.',
  alphabet: 'En kod har bara bokstäverna A till Z, aldrig U, och siffror. Kontrollera vad du har skrivit.',
  check: 'Det finns ett skrivfel i koden. Jämför den med ditt presentkort.',
  code_not_found:
    'Vi hittade inget presentkort med den här koden. Kontrollera den eller fråga företaget du har det från.',
  certificate_redeemed: 'Det här presentkortet är redan använt.',
  already_applied: 'Det här presentkortet används redan på din beställning.',
  certificate_expired: 'Det här presentkortet har gått ut.',
  exceeds_amount_due:
    'Din beställning behöver {missing} till: presentkortet är värt {amount} och används i sin helhet på en beställning.',
  order_paid: 'Inget återstår att betala, så presentkortet användes inte.',
  currency_mismatch: 'Det här presentkortet har en annan valuta än din beställning.',
  order_closed: 'Beställningen är avslutad. Dess presentkort kan inte längre ändras.',
  order_cancelled: 'Beställningen gäller inte längre. Dess presentkort kan användas igen.',
  unauthorized: 'Sidan har varit öppen för länge. Ladda om den för att använda ett presentkort.',
  rate_limited: 'För många försök. Vänta en stund och försök igen.',
  rate_limited_for: 'För många försök. Försök igen {wait}.',
  unavailable:
    'Presentkort kan inte nås just nu. Försök igen; du kan ändå slutföra din bokning utan ett presentkort.',
  origin_not_allowed:
    'Presentkort kan inte användas på den här sidan. Du kan ändå slutföra din bokning utan ett presentkort.',
  refused: 'Det här presentkortet kunde inte användas. Fråga företaget du har det från.',
};
