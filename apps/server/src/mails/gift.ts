import { formatCode } from '@boon/core/code';
import { formatMoneyShort } from '@boon/core/money';
import { dateInWords } from '../documents/wording.ts';
import { html, plainUserText, type SafeHtml, userText } from './html.ts';
import type { GiftMail, RenderedMail } from './mail.ts';
import { button, codeBlock, frameMail, quote, row, STYLE } from './mail-frame.ts';

const ROSETTE_WIDTH = 132;

/** The gift, to its recipient. The subject holds nothing that a purchaser typed. */
export function renderGift(mail: GiftMail): RenderedMail {
  const subject = `Your gift certificate from ${mail.businessName}`;
  return { subject, html: giftHtml(mail, subject), text: giftText(mail) };
}

function giftHtml(mail: GiftMail, subject: string): string {
  const amount = formatMoneyShort(mail, mail.language);
  const hasMessage = mail.message.trim() !== '';
  return frameMail({
    title: subject,
    preview: `A gift certificate worth ${amount}, valid ${validity(mail)}.`,
    businessName: mail.businessName,
    brandColour: mail.brandColour,
    content: [
      row(
        html`<h1 class="strong" style="${STYLE.heading};overflow-wrap:anywhere">${greeting(mail, userText)}</h1>`,
        36,
      ),
      row(
        html`<p class="text" style="${STYLE.text};overflow-wrap:anywhere"><bdi class="strong" style="${STYLE.strong}">${giver(mail, userText)}</bdi> gave you a gift certificate to spend with ${mail.businessName}.</p>`,
        12,
      ),
      ...(hasMessage ? [row(quote(userText(mail.message), mail.brandColour), 20)] : []),
      row(
        html`<div class="line" style="border-top:${STYLE.line};font-size:0;line-height:0">&nbsp;</div>`,
        28,
      ),
      row(
        besideRosette(
          html`<p class="quiet" style="${STYLE.label}">Gift certificate</p><p class="strong" style="${STYLE.amount}">${amount}</p>`,
        ),
        20,
      ),
      row(codeBlock(formatCode(mail.code)), 16),
      row(html`<p class="text" style="${STYLE.text}">Valid ${validity(mail)}</p>`, 4),
      row(button('Open your certificate', mail.certificateUrl, mail.brandColour)),
      row(html`<p class="text" style="${STYLE.text}">${howTo(mail, amount)}</p>`),
      row(html`<p class="text" style="${STYLE.text}">${attachmentNote}</p>`, 12),
    ],
    footer: footer(mail),
  });
}

/** The content id of the certificate's rosette, a square PNG that travels with the mail. */
export const ROSETTE_CONTENT_ID = 'rosette';
/** Pixels of that picture: twice what it is shown in, for dense screens. */
export const ROSETTE_PIXELS = 2 * ROSETTE_WIDTH;

/** Decoration, so without words for who does not see it. */
function besideRosette(content: SafeHtml): SafeHtml {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="overflow-wrap:anywhere">${content}</td><td width="${ROSETTE_WIDTH}" align="right"><img src="cid:${ROSETTE_CONTENT_ID}" width="${ROSETTE_WIDTH}" height="${ROSETTE_WIDTH}" alt="" class="rosette" style="display:block;border:0"></td></tr></table>`;
}

function giftText(mail: GiftMail): string {
  const amount = formatMoneyShort(mail, mail.language);
  const message = plainUserText(mail.message);
  return [
    greeting(mail, plainUserText),
    '',
    `${giver(mail, plainUserText)} gave you a gift certificate to spend with ${mail.businessName}.`,
    ...(message === '' ? [] : ['', ...message.split('\n').map((line) => `> ${line}`.trimEnd())]),
    '',
    `Gift certificate: ${amount}`,
    `Certificate code: ${formatCode(mail.code)}`,
    `Valid ${validity(mail)}`,
    '',
    'Open your certificate:',
    mail.certificateUrl,
    '',
    howTo(mail, amount),
    '',
    attachmentNote,
    '',
    '--',
    ...footer(mail),
    '',
  ].join('\n');
}

const attachmentNote =
  'The certificate is attached as a PDF to keep or to print. Treat the code like cash: whoever has it can spend it.';

function greeting<Text>(mail: GiftMail, show: (text: string) => Text): Text {
  return show(
    mail.recipientName.trim() === '' ? 'You have a gift' : `${mail.recipientName.trim()}, you have a gift`,
  );
}

function giver<Text>(mail: GiftMail, show: (text: string) => Text): Text {
  return show(mail.purchaserName.trim() === '' ? 'Someone' : mail.purchaserName);
}

function howTo(mail: GiftMail, amount: string): string {
  return `Book anything from ${mail.businessName} that costs ${amount} or more and enter the code at checkout. The certificate is used in full on one booking; you pay only the difference.`;
}

function validity(mail: GiftMail): string {
  return mail.validThrough === null
    ? 'without an expiry date'
    : `through ${dateInWords(mail.validThrough, mail.language)}`;
}

function footer(mail: GiftMail): string[] {
  return [`Certificate ${mail.number}`, `Questions? ${mail.businessName} answers at ${mail.publicEmail}.`];
}
