import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/** A secret made at the first start and kept in the data directory, readable by its owner only. Outside production. */
export async function keptSecret(directory: string, name: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known.trim() !== '') return known.trim();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${secret}\n`);
    await file.sync();
    await file.close();
    return secret;
  } catch (error) {
    // Another process made it at the same moment: theirs counts.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    return (await readFile(path, 'utf8')).trim();
  }
}
