import { html } from './html.ts';
import type { RenderedMail, SegmentCodeMail } from './mail.ts';
import { frameMail, row, STYLE } from './mail-frame.ts';

/** The one-time code that proves an address to a closed segment. The code is not in the subject, where locks show it. */
export function renderSegmentCode(mail: SegmentCodeMail): RenderedMail {
  const subject = `Your sign-in code for ${mail.businessName}`;
  return { subject, html: codeHtml(mail, subject), text: codeText(mail) };
}

function codeHtml(mail: SegmentCodeMail, subject: string): string {
  return frameMail({
    title: subject,
    preview: purpose(mail),
    businessName: mail.businessName,
    brandColour: mail.brandColour,
    content: [
      row(html`<h1 class="strong" style="${STYLE.heading}">Your one-time code</h1>`, 36),
      row(html`<p class="text" style="${STYLE.text}">${purpose(mail)}</p>`, 12),
      row(html`<p class="serial code" style="${STYLE.code}">${grouped(mail.code)}</p>`, 20),
      row(html`<p class="text" style="${STYLE.text}">${validity}</p>`, 20),
      row(html`<p class="text" style="${STYLE.text}">${notYou}</p>`, 12),
    ],
    footer: footer(mail),
  });
}

function codeText(mail: SegmentCodeMail): string {
  return [
    'Your one-time code',
    '',
    purpose(mail),
    '',
    grouped(mail.code),
    '',
    validity,
    notYou,
    '',
    '--',
    ...footer(mail),
    '',
  ].join('\n');
}

const validity = 'It is good for ten minutes, and for one entry.';
const notYou =
  'If you did not ask for it, ignore this mail: nobody gets in without the code. Tell it to no one.';

function purpose({ businessName }: SegmentCodeMail): string {
  return `Enter this code to see the gift certificates that ${businessName} has set aside for you.`;
}

function grouped(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

function footer(mail: SegmentCodeMail): string[] {
  return [`Questions? ${mail.businessName} answers at ${mail.publicEmail}.`];
}
