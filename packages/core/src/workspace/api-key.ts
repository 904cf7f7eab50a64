import { type FieldProblems, nameProblem } from '../purchase/purchase-input.ts';

/** `read`: look things up. `redeem`: a booking site's orders and codes. `manage`: create, void and reissue certificates. */
export const API_KEY_SCOPES = ['read', 'redeem', 'manage'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** How many keys a workspace may have in use at once. */
export const API_KEYS_MAX = 50;

/** A key as staff ask for it. */
export type ApiKeyInput = { readonly name: string; readonly scopes: readonly ApiKeyScope[] };

/** Checks a wish for a key field by field, beside the names that are in use; empty when all is well. */
export function checkApiKey({ name, scopes }: ApiKeyInput, namesInUse: readonly string[]): FieldProblems {
  const problems: FieldProblems = {};
  const wrong = nameProblem(name, 'a name that says where the key is used') ?? takenProblem(name, namesInUse);
  if (wrong !== null) problems.name = wrong;
  if (scopes.length === 0) problems.scopes = 'Choose at least one thing that the key may do.';
  return problems;
}

function takenProblem(name: string, namesInUse: readonly string[]): string | null {
  if (namesInUse.some((taken) => comparable(taken) === comparable(name)))
    return 'Another key has this name. Choose one that tells them apart.';
  if (namesInUse.length >= API_KEYS_MAX)
    return `A workspace has at most ${API_KEYS_MAX} keys in use. Revoke one that is no longer needed.`;
  return null;
}

function comparable(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
