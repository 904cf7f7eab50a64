import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const documents = globSync(['*.md', '{apps,packages,e2e,docs}/**/*.md'], {
  exclude: ['**/node_modules', '**/dist'],
});

describe('the documents', () => {
  it('name no path of this house that is gone', () => {
    const gone = documents.flatMap((document) =>
      pathsNamedIn(readFileSync(document, 'utf8'))
        .filter((path) => globSync(path).length === 0)
        .map((path) => `${document}: ${path}`),
    );
    expect(gone).toEqual([]);
  });

  it('link to files and pictures that exist', () => {
    const broken = documents.flatMap((document) =>
      targetsLinkedIn(readFileSync(document, 'utf8'))
        .filter((target) => !existsSync(join(dirname(document), target)))
        .map((target) => `${document}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

/** Every `apps/...`, `packages/...` and `e2e/...`, as a glob: braces and stars mean what they mean in a shell. */
function pathsNamedIn(text: string): string[] {
  const named = text.match(/(?<![\w./@-])(?:apps|packages|e2e)\/[\w@./{},*-]+/g) ?? [];
  return named
    .map((path) => path.replace(/[.,/]+$/, ''))
    .map((path) => path.replace(/\/(dist|\.tsc|node_modules)(\/.*)?$/, ''));
}

/** The relative targets of links and pictures, without their anchors. */
function targetsLinkedIn(text: string): string[] {
  const targets = Array.from(
    text.matchAll(/\]\(<?([^)\s>]+)|\b(?:src|href)="([^"]+)"/g),
    ([, a, b]) => a ?? b ?? '',
  );
  return targets
    .filter((target) => !/^([a-z]+:|#|\/)/i.test(target))
    .map((target) => decodeURIComponent(target.replace(/[#?].*$/, '')));
}
