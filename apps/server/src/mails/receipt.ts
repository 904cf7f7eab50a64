import type { PaymentMethod } from '@boon/core';
import { formatCode } from '@boon/core/code';
import { formatMoney } from '@boon/core/money';
import { dateInWords } from '../documents/wording.ts';
import { html, plainUserText, type SafeHtml, userText } from './html.ts';
import type { ReceiptMail, RenderedMail } from './mail.ts';
import { codeBlock, frameMail, quote, row, STYLE } from './mail-frame.ts';

/**
 * The receipt, to the purchaser; of what was given away, the certificate to print alone. The subject holds nothing that a
 * purchaser typed.
 */
export function renderReceipt(mail: ReceiptMail): RenderedMail {
  const what = mail.paid === null ? 'Your gift certificate' : 'Receipt for your gift certificate';
  const subject = `${what} · ${mail.number}`;
  return { subject, html: receiptHtml(mail, subject), text: receiptText(mail) };
}

function receiptHtml(mail: ReceiptMail, subject: string): string {
  return frameMail({
    title: subject,
    preview: preview(mail),
    businessName: mail.businessName,
    brandColour: mail.brandColour,
    content: [
      row(html`<h1 class="strong" style="${STYLE.heading}">${heading(mail)}</h1>`, 36),
      row(
        html`<p class="text" style="${STYLE.text};overflow-wrap:anywhere">${deliverySentence(mail, userText)}</p>`,
        12,
      ),
      ...(mail.delivery.kind === 'print' ? [row(codeBlock(formatCode(mail.delivery.code)), 24)] : []),
      row(
        html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${facts(mail, userText, userText).map(factRow)}</table>`,
      ),
      ...(mail.message.trim() === ''
        ? []
        : [
            row(html`<p class="quiet" style="${STYLE.label}">Your message</p>`),
            row(quote(userText(mail.message), mail.brandColour), 6),
          ]),
      row(html`<p class="text" style="${STYLE.text}">${payeeNote(mail)}</p>`),
    ],
    footer: footer(mail),
  });
}

function heading({ paid }: ReceiptMail): string {
  return paid === null ? 'Your gift certificate' : 'Thank you for your purchase';
}

function preview(mail: ReceiptMail): string {
  const amount = formatMoney(mail, mail.language);
  if (mail.paid === null) return `${amount} from ${mail.businessName}.`;
  return `${amount} paid to ${mail.businessName} on ${dateInWords(mail.paid.on, mail.language)}.`;
}

function factRow([label, value]: Fact<SafeHtml>): SafeHtml {
  const border = `border-bottom:${STYLE.line};padding:9px 0;vertical-align:top`;
  return html`<tr><th scope="row" class="quiet line" align="left" style="${border};padding-right:16px;white-space:nowrap;font-weight:400"><span class="quiet" style="${STYLE.label}">${label}</span></th><td class="line" align="right" style="${border};overflow-wrap:anywhere"><span class="strong" style="${STYLE.strong}">${value}</span></td></tr>
`;
}

function receiptText(mail: ReceiptMail): string {
  const message = plainUserText(mail.message);
  return [
    heading(mail),
    '',
    deliverySentence(mail, plainUserText),
    ...(mail.delivery.kind === 'print' ? ['', `Certificate code: ${formatCode(mail.delivery.code)}`] : []),
    '',
    ...facts(mail, plainUserText, (address) => address).map(([label, value]) => `${label}: ${value}`),
    ...(message === ''
      ? []
      : ['', 'Your message:', ...message.split('\n').map((line) => `> ${line}`.trimEnd())]),
    '',
    payeeNote(mail),
    '',
    '--',
    ...footer(mail),
    '',
  ].join('\n');
}

/** Null for what has no word of its own. */
const METHODS: Readonly<Record<PaymentMethod, string | null>> = {
  stripe: 'Online',
  cash: 'Cash',
  transfer: 'Bank transfer',
  card_terminal: 'Card',
  other: null,
};

type Fact<Text> = readonly [label: string, value: Text];

/**
 * `show` makes a value of a text, for HTML or for the plain part; what strangers typed is defused there. In the plain part
 * that adds characters, and an address has to be copied as it is: `showAddress` takes a text with an address that was checked.
 */
function facts<Text>(
  mail: ReceiptMail,
  show: (text: string) => Text,
  showAddress: (withAddress: string) => Text,
): Fact<Text>[] {
  const recipient = mail.recipientName.trim() === '' ? 'Whoever holds it' : mail.recipientName;
  return [
    ['Gift certificate', show(mail.number)],
    ['For', show(recipient)],
    ['Delivery', showAddress(deliveryFact(mail))],
    [
      'Valid through',
      show(mail.validThrough === null ? 'No expiry date' : dateInWords(mail.validThrough, mail.language)),
    ],
    ...moneyFacts(mail, show),
  ];
}

function moneyFacts<Text>(mail: ReceiptMail, show: (text: string) => Text): Fact<Text>[] {
  const amount = show(formatMoney(mail, mail.language));
  if (mail.paid === null) return [['Amount', amount]];
  const { on, by } = mail.paid;
  const method = by === null ? null : METHODS[by];
  return [
    ...(method === null ? [] : [['Paid by', show(method)] as const]),
    ['Paid on', show(dateInWords(on, mail.language))],
    ['Total paid', amount],
  ];
}

function deliveryFact({ delivery, language }: ReceiptMail): string {
  if (delivery.kind === 'print') {
    return 'Attached as a PDF';
  }
  return delivery.deliverOn === null
    ? `By e-mail to ${delivery.recipientEmail}`
    : `By e-mail to ${delivery.recipientEmail} on ${dateInWords(delivery.deliverOn, language)}`;
}

function deliverySentence<Text>(mail: ReceiptMail, show: (text: string) => Text): Text {
  const recipient = mail.recipientName.trim() === '' ? 'the recipient' : mail.recipientName.trim();
  if (mail.delivery.kind === 'print') {
    return show(
      'The certificate is attached as a PDF, ready to print or to forward. Treat its code like cash.',
    );
  }
  return mail.delivery.deliverOn === null
    ? show(`The certificate is on its way to ${recipient} by e-mail.`)
    : show(
        `The certificate goes to ${recipient} by e-mail on ${dateInWords(mail.delivery.deliverOn, mail.language)}.`,
      );
}

// Paid, not charged: staff also issue what was paid in cash or by transfer.
function payeeNote({ paid, businessName }: ReceiptMail): string {
  if (paid === null) return `${businessName} redeems the certificate.`;
  return `You paid ${businessName}, which also redeems the certificate.`;
}

function footer(mail: ReceiptMail): string[] {
  return [`Certificate ${mail.number}`, `Questions? ${mail.businessName} answers at ${mail.publicEmail}.`];
}
