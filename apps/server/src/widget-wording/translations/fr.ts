import type { WidgetWording } from '@boon/core/widget-wording';

export const fr: WidgetWording = {
  label: 'Chèque-cadeau',
  hint: 'Vous avez un chèque-cadeau ? Saisissez son code pour payer avec.',
  testMode: 'Mode test',
  apply: 'Utiliser',
  tryAgain: 'Réessayer',
  remove: 'Retirer',
  removeLabel: 'Retirer le chèque-cadeau se terminant par {last4}',
  list: 'Chèques-cadeaux utilisés pour cette commande',
  item: 'Chèque-cadeau se terminant par {last4}\u00a0· ',
  applying: 'Prise en compte du chèque-cadeau…',
  removing: 'Retrait du chèque-cadeau…',
  applied: '{amount} déduits. Reste à payer : {due}.',
  paidInFull: '{amount} déduits. Il ne reste rien à payer.',
  removed: '{amount} retirés. Reste à payer : {due}.',
  empty: 'Saisissez le code imprimé sur votre chèque-cadeau.',
  length: 'Un code compte 12 lettres et chiffres. Vérifiez s’il en manque ou s’il y en a trop.',
  alphabet: 'Un code ne contient que des lettres de A à Z, jamais U, et des chiffres. Vérifiez votre saisie.',
  check: 'Ce code contient une faute de frappe. Comparez-le avec votre chèque-cadeau.',
  code_not_found:
    'Nous n’avons trouvé aucun chèque-cadeau avec ce code. Vérifiez-le ou renseignez-vous auprès de l’entreprise qui l’a émis.',
  certificate_redeemed: 'Ce chèque-cadeau a déjà été utilisé.',
  already_applied: 'Ce chèque-cadeau est déjà utilisé pour votre commande.',
  certificate_expired: 'Ce chèque-cadeau a expiré.',
  exceeds_amount_due:
    'Il manque {missing} à votre commande : ce chèque-cadeau vaut {amount} et s’utilise en totalité sur une seule commande.',
  order_paid: 'Il ne reste rien à payer ; ce chèque-cadeau n’a donc pas été utilisé.',
  currency_mismatch: 'Ce chèque-cadeau n’est pas dans la même devise que votre commande.',
  order_closed: 'Cette commande est close. Ses chèques-cadeaux ne peuvent plus être modifiés.',
  order_cancelled: 'Cette commande n’est plus valable. Ses chèques-cadeaux peuvent de nouveau être utilisés.',
  unauthorized: 'Cette page est ouverte depuis trop longtemps. Rechargez-la pour utiliser un chèque-cadeau.',
  rate_limited: 'Trop de tentatives. Patientez un instant, puis réessayez.',
  rate_limited_for: 'Trop de tentatives. Réessayez {wait}.',
  unavailable:
    'Les chèques-cadeaux sont momentanément indisponibles. Réessayez ; vous pouvez aussi terminer votre réservation sans en utiliser.',
  origin_not_allowed:
    'Les chèques-cadeaux ne peuvent pas être utilisés sur cette page. Vous pouvez terminer votre réservation sans en utiliser.',
  refused: 'Ce chèque-cadeau n’a pas pu être utilisé. Renseignez-vous auprès de l’entreprise qui l’a émis.',
};
