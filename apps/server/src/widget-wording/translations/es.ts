import type { WidgetWording } from '@boon/core/widget-wording';

export const es: WidgetWording = {
  label: 'Cheque regalo',
  hint: '¿Tienes un cheque regalo? Introduce su código para pagar con él.',
  testMode: 'Modo de prueba',
  apply: 'Usar',
  tryAgain: 'Volver a intentarlo',
  remove: 'Quitar',
  removeLabel: 'Quitar el cheque regalo terminado en {last4}',
  list: 'Cheques regalo de este pedido',
  item: 'Cheque regalo terminado en {last4}\u00a0· ',
  applying: 'Aplicando el cheque regalo…',
  removing: 'Quitando el cheque regalo…',
  applied: 'Se han descontado {amount}. Queda por pagar: {due}.',
  paidInFull: 'Se han descontado {amount}. No queda nada por pagar.',
  removed: 'Se han quitado {amount}. Queda por pagar: {due}.',
  empty: 'Introduce el código impreso en tu cheque regalo.',
  length: 'Un código tiene 12 letras y números. Comprueba si falta o sobra alguno.',
  alphabet:
    'Un código solo tiene letras de la A a la Z, nunca la U, y números. Comprueba lo que has escrito.',
  check: 'Hay una errata en este código. Compáralo con tu cheque regalo.',
  code_not_found:
    'No hemos encontrado ningún cheque regalo con este código. Compruébalo o pregunta a la empresa que lo emitió.',
  certificate_redeemed: 'Este cheque regalo ya se ha usado.',
  already_applied: 'Este cheque regalo ya está aplicado a tu pedido.',
  certificate_expired: 'Este cheque regalo ha caducado.',
  exceeds_amount_due:
    'A tu pedido le faltan {missing}: este cheque regalo vale {amount} y se usa entero en un solo pedido.',
  order_paid: 'No queda nada por pagar, así que este cheque regalo no se ha usado.',
  currency_mismatch: 'Este cheque regalo está en una moneda distinta de la de tu pedido.',
  order_closed: 'Este pedido está cerrado. Sus cheques regalo ya no se pueden cambiar.',
  order_cancelled: 'Este pedido ya no es válido. Sus cheques regalo se pueden volver a usar.',
  unauthorized: 'Esta página lleva demasiado tiempo abierta. Vuelve a cargarla para usar un cheque regalo.',
  rate_limited: 'Demasiados intentos. Espera un momento y vuelve a intentarlo.',
  rate_limited_for: 'Demasiados intentos. Vuelve a intentarlo {wait}.',
  unavailable:
    'Los cheques regalo no están disponibles en este momento. Vuelve a intentarlo; también puedes completar tu reserva sin usar ninguno.',
  origin_not_allowed:
    'En esta página no se pueden usar cheques regalo. Puedes completar tu reserva sin usar ninguno.',
  refused: 'No se ha podido usar este cheque regalo. Pregunta a la empresa que lo emitió.',
};
