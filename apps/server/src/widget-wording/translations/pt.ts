import type { WidgetWording } from '@boon/core/widget-wording';

export const pt: WidgetWording = {
  label: 'Vale-presente',
  hint: 'Tem um vale-presente? Insira o código para pagar com ele.',
  testMode: 'Modo de teste',
  apply: 'Usar',
  tryAgain: 'Tentar novamente',
  remove: 'Remover',
  removeLabel: 'Remover o vale-presente terminado em {last4}',
  list: 'Vales-presente neste pedido',
  item: 'Vale-presente terminado em {last4}\u00a0· ',
  applying: 'A aplicar o vale-presente…',
  removing: 'A remover o vale-presente…',
  applied: '{amount} descontados. Falta pagar: {due}.',
  paidInFull: '{amount} descontados. Não falta pagar nada.',
  removed: '{amount} removidos. Falta pagar: {due}.',
  empty: 'Insira o código impresso no seu vale-presente.',
  length: 'Um código tem 12 letras e números. Verifique se falta ou sobra algum.',
  alphabet: 'Um código só tem letras de A a Z, nunca U, e números. Verifique o que inseriu.',
  check: 'Há um erro de digitação neste código. Compare-o com o seu vale-presente.',
  code_not_found:
    'Não encontrámos nenhum vale-presente com este código. Verifique-o ou fale com a empresa que o emitiu.',
  certificate_redeemed: 'Este vale-presente já foi usado.',
  already_applied: 'Este vale-presente já está aplicado ao seu pedido.',
  certificate_expired: 'Este vale-presente expirou.',
  exceeds_amount_due:
    'Faltam {missing} ao seu pedido: este vale-presente vale {amount} e é usado por inteiro num só pedido.',
  order_paid: 'Não falta pagar nada, por isso este vale-presente não foi usado.',
  currency_mismatch: 'Este vale-presente está numa moeda diferente da do seu pedido.',
  order_closed: 'Este pedido está fechado. Os seus vales-presente já não podem ser alterados.',
  order_cancelled: 'Este pedido já não é válido. Os seus vales-presente podem ser usados novamente.',
  unauthorized: 'Esta página está aberta há demasiado tempo. Recarregue-a para usar um vale-presente.',
  rate_limited: 'Demasiadas tentativas. Aguarde um momento e tente novamente.',
  rate_limited_for: 'Demasiadas tentativas. Tente novamente {wait}.',
  unavailable:
    'Os vales-presente não estão disponíveis neste momento. Tente novamente; também pode concluir a sua reserva sem usar nenhum.',
  origin_not_allowed:
    'Não é possível usar vales-presente nesta página. Pode concluir a sua reserva sem usar nenhum.',
  refused: 'Não foi possível usar este vale-presente. Fale com a empresa que o emitiu.',
};
