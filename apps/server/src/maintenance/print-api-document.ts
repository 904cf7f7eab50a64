import { documentOf } from '../rest/document.ts';
import { createRest } from '../rest/index.ts';
import type { Services } from '../services.ts';

const PUBLIC_URL = 'https://boon.example';

// The description is made from the routes while they are put up; no service is called, so none is needed.
const described = { publicUrl: PUBLIC_URL } as Services;

/** Prints the API's OpenAPI document of this checkout, without a database and without a server. */
console.log(JSON.stringify(documentOf(createRest(described), PUBLIC_URL), null, 2));
