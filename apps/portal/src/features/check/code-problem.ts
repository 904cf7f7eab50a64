import { CODE_LENGTH, type Code, type CodeProblem, isCertificateNumber, parseCode } from '@boon/core/code';

/** Reads a code, or says what a person can do about one that cannot be right; before anything is sent. */
export function readTypedCode(
  typed: string,
): { readonly ok: true; readonly code: Code } | { readonly ok: false; readonly sentence: string } {
  if (typed.trim() === '') return { ok: false, sentence: 'Enter the code of the certificate.' };
  if (isCertificateNumber(typed)) return { ok: false, sentence: sentences.number };
  const parsed = parseCode(typed);
  return parsed.ok ? parsed : { ok: false, sentence: sentences[parsed.problem] };
}

const sentences: Readonly<Record<CodeProblem | 'number', string>> = {
  length: `A code has ${CODE_LENGTH} letters and digits. Please compare it with the certificate.`,
  alphabet:
    'A code has only the digits 0 to 9 and Latin letters, without U. Please compare it with the certificate.',
  check: 'There is a typo in this code. Please compare it with the certificate.',
  number: `This is the certificate’s number. Please enter its code: the ${CODE_LENGTH} letters and digits in three groups of four, on the certificate and in the mail it came with.`,
};
