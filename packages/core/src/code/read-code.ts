import { type Refusal, refuse } from '../refusal/refusal.ts';
import { type Code, type CodeProblem, isCertificateNumber, parseCode } from './code.ts';

const SENTENCES: Readonly<Record<CodeProblem | 'number', string>> = {
  length: 'This is not a code: a code has 12 letters and digits.',
  alphabet: 'This is not a code: a code has only the letters A to Z, never U, and digits.',
  check: 'There is a typo in this code. Compare it with the certificate.',
  number:
    'This is the number of the certificate, not its code. The code has 12 letters and digits in three groups of four, on the certificate and in the mail it came with.',
};

export type ReadCode =
  | { readonly ok: true; readonly code: Code }
  | { readonly ok: false; readonly refusal: Refusal };

/** As `parseCode`; what is no code becomes `code_malformed`, with what is wrong with what was typed. */
export function readCode(typed: string): ReadCode {
  const parsed = isCertificateNumber(typed) ? ({ ok: false, problem: 'number' } as const) : parseCode(typed);
  return parsed.ok ? parsed : { ok: false, refusal: refuse('code_malformed', SENTENCES[parsed.problem]) };
}
