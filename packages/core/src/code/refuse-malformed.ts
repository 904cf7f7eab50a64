import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { CodeProblem } from './code.ts';

const SENTENCES: Readonly<Record<CodeProblem, string>> = {
  length: 'This is not a code: a code has 12 letters and digits.',
  alphabet: 'This is not a code: a code has only the letters A to Z, never U, and digits.',
  check: 'There is a typo in this code. Compare it with the certificate.',
};

/** `code_malformed`, with what is wrong with what was typed. */
export function refuseMalformed(problem: CodeProblem): Refusal {
  return refuse('code_malformed', SENTENCES[problem]);
}
