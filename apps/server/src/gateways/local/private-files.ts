import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const TEMPORARY = '.tmp';

/** A folder of files for the owner alone; a file is either as it was before a write or as it is after, never in between. */
export type PrivateFiles = {
  write(name: string, content: string | Buffer): Promise<void>;
  read(name: string): Promise<Buffer | null>;
  remove(name: string): Promise<void>;
  /** The content of every file that ends in `.json`, in no order; a damaged one is given as undefined. */
  readAllJson(): Promise<{ name: string; value: unknown }[]>;
  /** Resolves when everything asked for so far is on the disk. */
  settle(): Promise<void>;
};

export async function openPrivateFiles(directory: string): Promise<PrivateFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const leftovers = (await readdir(directory)).filter((name) => name.endsWith(TEMPORARY));
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { force: true })));

  const pending = new Map<string, Promise<void>>();

  // Writes to one file run one after the other, so that the last one asked for is the one that stays.
  function inTurn(name: string, step: () => Promise<void>): Promise<void> {
    const turn = (pending.get(name) ?? Promise.resolve()).catch(() => undefined).then(step);
    pending.set(name, turn);
    const forget = () => {
      if (pending.get(name) === turn) pending.delete(name);
    };
    turn.then(forget, forget);
    return turn;
  }

  return {
    write: (name, content) => inTurn(name, () => replaceFile(join(directory, name), content)),
    remove: (name) => inTurn(name, () => rm(join(directory, name), { force: true })),
    read: (name) => readFile(join(directory, name)).catch(() => null),
    async readAllJson() {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
      const files: { name: string; value: unknown }[] = [];
      for (const name of names)
        files.push({ name, value: parseJson(await readFile(join(directory, name), 'utf8')) });
      return files;
    },
    async settle() {
      await Promise.allSettled(pending.values());
    },
  };
}

async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  const file = await open(`${path}${TEMPORARY}`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}${TEMPORARY}`, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
