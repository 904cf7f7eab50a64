import { z } from 'zod';

type Node = { readonly [name: string]: unknown };

const validators = new WeakMap<object, z.ZodType>();

/**
 * Compares an answer with what the published document says of this call, status and media type.
 * @throws Error when the document does not know the answer, or its schema refuses it
 */
export function checkAgainstDocument(
  document: unknown,
  method: string,
  path: string,
  answer: Response,
  body: string,
): void {
  const operation = operationOf(document, method, path);
  if (operation === null) return;
  const where = `${method} ${path.split('?')[0]} ${answer.status}`;
  const content = at(operation, 'responses', String(answer.status), 'content');
  if (content === undefined) throw new Error(`${where} is not documented: ${body}`);
  const mediaType = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const schema = at(content, mediaType, 'schema');
  if (!isNode(schema)) throw new Error(`${where} is not documented as ${mediaType}: ${body}`);
  if (!mediaType.endsWith('json')) return;
  const json: unknown = JSON.parse(body);
  const verdict = validatorOf(document, schema).safeParse(json);
  if (!verdict.success) throw new Error(`${where} is not as documented: ${verdict.error.message} ${body}`);
  if (mediaType !== 'application/problem+json') return;
  const examples = at(content, mediaType, 'examples');
  const code = isNode(json) ? String(json.code) : '';
  if (!isNode(examples) || !(code in examples))
    throw new Error(`${where} does not document the code ${code}`);
}

/** Null for a path or method the document does not have: those are answered by no call of it. */
function operationOf(document: unknown, method: string, path: string): Node | null {
  const paths = at(document, 'paths');
  if (!isNode(paths)) throw new Error('the document has no paths');
  const pathname = path.split('?')[0] ?? '';
  for (const [template, item] of Object.entries(paths)) {
    const matches = new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname);
    const operation = matches ? at(item, method.toLowerCase()) : undefined;
    if (isNode(operation)) return operation;
  }
  return null;
}

// References are the same in JSON Schema but for where the schemas lie.
function validatorOf(document: unknown, schema: Node): z.ZodType {
  const known = validators.get(schema);
  if (known) return known;
  const text = JSON.stringify({ ...schema, $defs: at(document, 'components', 'schemas') });
  const validator = z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
  validators.set(schema, validator);
  return validator;
}

function at(node: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => (isNode(inner) ? inner[name] : undefined), node);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
