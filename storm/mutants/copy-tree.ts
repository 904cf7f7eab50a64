import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Edit } from './mutant.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COPIED = [
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
  'docs',
  'packages',
  'apps/server',
  // Served beside the guide.
  'apps/widget/README.md',
];
const LEFT_OUT = new Set(['node_modules', 'dist', '.tsc', '.turbo', '.data']);
/** Links inside the house: they must lead to the copy, or the original would be tested. */
const OWN_SCOPE = '@boon';

export type TreeCopy = { readonly root: string; remove(): Promise<void> };

/** The sources in a directory of their own, with the installed packages linked in. Nothing done there reaches the original. */
export async function copyTree(): Promise<TreeCopy> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'boon-mutant-')));
  for (const entry of COPIED) {
    await cp(path.join(ROOT, entry), path.join(root, entry), {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(path.basename(source)),
    });
  }
  await linkModules(root, '.');
  for (const parent of ['packages', 'apps']) {
    for (const name of await readdir(path.join(root, parent)))
      await linkModules(root, path.join(parent, name));
  }
  return { root, remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }) };
}

// A directory of links and not one link: what a test run writes beside its packages stays in the copy.
async function linkModules(root: string, folder: string): Promise<void> {
  const installed = path.join(ROOT, folder, 'node_modules');
  const linked = path.join(root, folder, 'node_modules');
  await mkdir(linked, { recursive: true });
  for (const name of await entriesOf(installed)) {
    if (name === OWN_SCOPE) await linkOwn(root, path.join(installed, name), path.join(linked, name));
    else if (!name.startsWith('.')) await symlink(path.join(installed, name), path.join(linked, name));
  }
}

async function linkOwn(root: string, installed: string, linked: string): Promise<void> {
  await mkdir(linked);
  for (const name of await readdir(installed)) {
    const target = path.relative(ROOT, await realpath(path.join(installed, name)));
    await symlink(path.join(root, target), path.join(linked, name));
  }
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The source has moved on and the mutant has not: nothing would be broken. */
export class EditDoesNotFit extends Error {
  override readonly name = 'EditDoesNotFit';
}

/** @throws EditDoesNotFit when the text to break is not there exactly once */
export async function applyEdit(root: string, { file, search, replace }: Edit): Promise<void> {
  const target = path.join(root, file);
  const text = await readFile(target, 'utf8');
  const found = text.split(search).length - 1;
  if (found !== 1) throw new EditDoesNotFit(`${file} holds the text to break ${found} times: ${search}`);
  await writeFile(
    target,
    text.replace(search, () => replace),
  );
}
