import { writeFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import type { OpenAPI3 } from 'openapi-typescript';
import { typesOf } from './types-of.ts';

const document = (await json(process.stdin)) as OpenAPI3;
writeFileSync(new URL('../src/api.generated.ts', import.meta.url), await typesOf(document));
