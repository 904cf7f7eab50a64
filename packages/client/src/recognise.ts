/** Each answer of Boon's has one of them: an order and a certificate, a token, a list, a check. */
const MEMBERS = ['id', 'token', 'data', 'redeemable'];
const PDF_BEGINS = '%PDF-';
const PDF_ENDS = '%%EOF';
const PDF_END_LENGTH = 32;

/**
 * Whether a success was written by Boon, whole: something in between could have put a page in its place, or lost the rest
 * of it. Who reads on must not take that for an order or for a certificate to print.
 */
export function isOurs(headers: Headers, bytes: Uint8Array): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim();
  if (type === 'application/pdf') {
    return (
      textOf(bytes.slice(0, PDF_BEGINS.length)) === PDF_BEGINS &&
      textOf(bytes.slice(-PDF_END_LENGTH)).includes(PDF_ENDS)
    );
  }
  if (type !== 'application/json') return false;
  try {
    const json: unknown = JSON.parse(textOf(bytes));
    return typeof json === 'object' && json !== null && MEMBERS.some((member) => member in json);
  } catch {
    return false;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
