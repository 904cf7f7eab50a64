import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEADER = `// Made from the API's OpenAPI document by \`pnpm run generate\` in packages/client. Do not edit.
`;

/** The text of `src/api.generated.ts`: the types of every call, and the codes its refusals can have. */
export async function typesOf(document: OpenAPI3): Promise<string> {
  // What has a default may be left out of a request.
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  return `${HEADER}
${types}
/** Every code a refusal of this API can have. */
export const PROBLEM_CODES = [
${codesOf(document)
  .map((code) => `    "${code}",`)
  .join('\n')}
] as const;
`;
}

/** Every refusal is documented with an example under its code. */
function codesOf({ paths = {} }: OpenAPI3): string[] {
  const codes = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap((operation) => Object.values(Object(operation).responses ?? {}))
    .flatMap((response) =>
      Object.keys(Object(response).content?.['application/problem+json']?.examples ?? {}),
    );
  const sorted = [...new Set(codes)].sort();
  const odd = sorted.find((code) => !/^[a-z_]+$/.test(code));
  if (sorted.length === 0 || odd !== undefined)
    throw new Error(`the document has no codes, or an odd one: ${odd}`);
  return sorted;
}
