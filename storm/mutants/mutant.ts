/** One change to one file. `search` must occur exactly once, so that a mutant cannot quietly change nothing. */
export type Edit = { readonly file: string; readonly search: string; readonly replace: string };

/** A build that is broken on purpose, and the ordinary tests of which at least one must fail on it. */
export type Mutant = {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly tests: readonly string[];
};

/** The file with `search` taken out. */
export function without(file: string, search: string): Edit {
  return { file, search, replace: '' };
}
