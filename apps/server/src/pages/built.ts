import { readFileSync } from 'node:fs';

/** A file of a built front end. @throws Error that names the command that builds it */
export function readBuilt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} is missing: build the front ends with "npx pnpm@12.21.0 run build"`, {
      cause: error,
    });
  }
}
