import { CODE_LENGTH, type CodeProblem } from '@boon/core/code';

/** What a person can do about a code that cannot be right; found before anything is sent. */
export function codeProblemSentence(problem: CodeProblem, typed: string): string {
  if (typed.trim() === '') return 'Enter the code of the certificate.';
  if (problem === 'length')
    return `A code has ${CODE_LENGTH} letters and digits. Please compare it with the certificate.`;
  if (problem === 'alphabet')
    return 'A code has only the digits 0 to 9 and Latin letters, without U. Please compare it with the certificate.';
  return 'There is a typo in this code. Please compare it with the certificate.';
}
