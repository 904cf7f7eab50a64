import { readFileSync } from 'node:fs';

const GUIDE = new URL('../../../../docs/integration-guide.md', import.meta.url);

export type Block = { readonly language: string; readonly text: string };

export function guideText(): string {
  return readFileSync(GUIDE, 'utf8');
}

/** The guide's code blocks, from its beginning to its end. */
export function guideBlocks(): readonly Block[] {
  return Array.from(guideText().matchAll(/^```(\w*)\n(.*?)^```$/gms), ([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** What a reader has who pastes the blocks of one language one after the other. */
export function guideProgram(language: string): string {
  const blocks = guideBlocks().filter((block) => block.language === language);
  if (blocks.length === 0) throw new Error(`the guide has no ${language}`);
  return blocks.map(({ text }) => text).join('\n');
}

/** The marked regions of a source of the sample site, without their indentation. */
export function guideRegions(source: string): readonly string[] {
  const text = readFileSync(new URL(source, import.meta.url), 'utf8');
  return Array.from(
    text.matchAll(/^( *)\/\/ #region guide: [^\n]*\n(.*?)^ *\/\/ #endregion$/gms),
    ([, indent = '', body = '']) => body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}
