import type { WidgetWording } from '@boon/core/widget-wording';

export const ja: WidgetWording = {
  label: 'ギフト券',
  hint: 'ギフト券をお持ちですか？コードを入力してお支払いにご利用ください。',
  testMode: 'テストモード',
  apply: '利用する',
  tryAgain: 'もう一度試す',
  remove: '取り消す',
  removeLabel: '末尾が{last4}のギフト券を取り消す',
  list: 'このご注文に利用中のギフト券',
  item: '末尾が{last4}のギフト券\u00a0· ',
  applying: 'ギフト券を適用しています…',
  removing: 'ギフト券を取り消しています…',
  applied: '{amount}を適用しました。残りのお支払い額：{due}',
  paidInFull: '{amount}を適用しました。お支払いの残額はありません。',
  removed: '{amount}を取り消しました。残りのお支払い額：{due}',
  empty: 'ギフト券に記載されているコードを入力してください。',
  length: 'コードは英数字12文字です。文字の不足や余分がないかご確認ください。',
  alphabet: 'コードに使われるのは英字（Uを除くA～Z）と数字だけです。入力内容をご確認ください。',
  check: 'コードに入力の誤りがあります。ギフト券と見比べてご確認ください。',
  code_not_found:
    'このコードのギフト券が見つかりませんでした。コードをご確認いただくか、発行元にお問い合わせください。',
  certificate_redeemed: 'このギフト券はすでに利用されています。',
  already_applied: 'このギフト券はすでにこのご注文に適用されています。',
  certificate_expired: 'このギフト券は有効期限が切れています。',
  exceeds_amount_due:
    'ご利用にはご注文があと{missing}必要です。このギフト券は{amount}分で、1回のご注文で全額をご利用いただくものです。',
  order_paid: 'お支払いの残額がないため、このギフト券は利用されませんでした。',
  currency_mismatch: 'このギフト券の通貨は、ご注文の通貨と異なります。',
  order_closed: 'このご注文は締め切られているため、ギフト券を変更できません。',
  order_cancelled: 'このご注文は無効になりました。ギフト券は再びご利用いただけます。',
  unauthorized:
    'ページを開いてから時間が経ちすぎました。ギフト券を利用するには、ページを再読み込みしてください。',
  rate_limited: '試行回数が多すぎます。しばらく待ってから、もう一度お試しください。',
  rate_limited_for: '試行回数が多すぎます。{wait}にもう一度お試しください。',
  unavailable:
    '現在、ギフト券をご利用いただけません。もう一度お試しください。ギフト券なしでもご予約を完了できます。',
  origin_not_allowed: 'このページではギフト券をご利用いただけません。ギフト券なしでもご予約を完了できます。',
  refused: 'このギフト券を適用できませんでした。発行元にお問い合わせください。',
};
