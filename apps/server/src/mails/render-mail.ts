import { renderGift } from './gift.ts';
import type { Mail, RenderedMail } from './mail.ts';
import { renderReceipt } from './receipt.ts';
import { renderSegmentCode } from './segment-code.ts';

export type { GiftMail, Mail, ReceiptMail, RenderedMail } from './mail.ts';

/** Subject, HTML and hand-written text of one mail. Pure: whoever sends it adds addresses and the PDF. */
export function renderMail(mail: Mail): RenderedMail {
  switch (mail.template) {
    case 'receipt':
      return renderReceipt(mail);
    case 'gift':
      return renderGift(mail);
    case 'segment_code':
      return renderSegmentCode(mail);
  }
}
