import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { OpenAPI3 } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { createBoonClient } from '../src/index.ts';
import { typesOf } from './types-of.ts';

const PRINT = new URL('../../../apps/server/src/maintenance/print-api-document.ts', import.meta.url);
const GENERATED = new URL('../src/api.generated.ts', import.meta.url);
const HINT = 'The API has changed: run `pnpm run generate` in packages/client.';

async function documentOfToday(): Promise<OpenAPI3> {
  const { stdout } = await promisify(execFile)(process.execPath, [PRINT.pathname], { maxBuffer: 10_000_000 });
  return JSON.parse(stdout);
}

it('the types are those of the document of today, and every call of it has a method of its name', {
  timeout: 60_000,
}, async () => {
  const document = await documentOfToday();
  expect(await readFile(GENERATED, 'utf8'), HINT).toBe(await typesOf(document));
  const documented = Object.values(document.paths ?? {})
    .flatMap((path) => Object.values(path))
    .map((operation) => String(Object(operation).operationId));
  expect(documented.length).toBeGreaterThan(10);
  const client = createBoonClient({ baseUrl: 'https://boon.example', apiKey: 'key' });
  expect(Object.keys(client).sort()).toEqual(documented.sort());
});
