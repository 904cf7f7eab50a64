import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Node = { readonly [name: string]: unknown };

/** One call of the published document. */
export type DocumentedCall = {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly scopes: readonly string[];
  readonly successes: readonly number[];
  readonly codes: readonly string[];
  readonly hasBody: boolean;
  readonly takesIdempotencyKey: boolean;
};

/** An example in the document, with the pointer to the schema it belongs to. */
export type DocumentedExample = { readonly where: string; readonly schema: string; readonly value: unknown };

export type PublishedDocument = {
  readonly calls: readonly DocumentedCall[];
  readonly examples: readonly DocumentedExample[];
  /** What is wrong with `value`, by a JSON Schema validator that knows nothing of our code; null for nothing. */
  problemWith(schema: string, value: unknown): string | null;
  /**
   * Compares an answer with what the document says of this call, status and media type; calls it does not have are let be.
   * @throws Error when the document does not know the answer, or its schema refuses it
   */
  check(method: string, path: string, answer: Response, body: string): void;
};

const ROOT = 'boon';
const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

export function readDocument(document: unknown): PublishedDocument {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(document), ROOT);

  const problemWith = (pointer: string, value: unknown): string | null => {
    const validate = ajv.getSchema(`${ROOT}#${pointer}`) ?? ajv.compile({ $ref: `${ROOT}#${pointer}` });
    return validate(value) === true ? null : ajv.errorsText(validate.errors);
  };
  const operations = Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(nodeAt(item)).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
      pointer: pointerTo('paths', path, method),
      operation: nodeAt(operation),
    })),
  );

  return {
    calls: operations.map(({ method, path, operation }) => callOf(method, path, operation)),
    examples: operations.flatMap(({ pointer, operation }) => examplesOf(pointer, operation)),
    problemWith,
    check(method, path, answer, body) {
      const pathname = path.split('?')[0] ?? '';
      const found = operations.find((one) => one.method === method && one.pattern.test(pathname));
      if (!found) return;
      const where = `${method} ${found.path} ${answer.status}`;
      const { content, headers } = nodeAt(found.operation, 'responses', String(answer.status));
      for (const name of ['X-Request-Id', 'Location', 'WWW-Authenticate', 'Content-Disposition']) {
        if (answer.headers.has(name) !== name in nodeAt(headers))
          throw new Error(`${where}: ${name} is answered or documented, not both`);
      }
      if (content === undefined) throw new Error(`${where} is not documented: ${body}`);
      const mediaType = answer.headers.get('content-type')?.split(';')[0] ?? '';
      const media = nodeAt(content, mediaType);
      if (media.schema === undefined) throw new Error(`${where} is not documented as ${mediaType}: ${body}`);
      if (!mediaType.endsWith('json')) return;
      const json: unknown = JSON.parse(body);
      const pointer = `${found.pointer}${pointerTo('responses', String(answer.status), 'content', mediaType, 'schema')}`;
      const problem = problemWith(pointer, json);
      if (problem !== null) throw new Error(`${where} is not as documented: ${problem} ${body}`);
      if (mediaType !== PROBLEM_TYPE) return;
      const code = String(nodeAt(json).code);
      if (!(code in nodeAt(media.examples)))
        throw new Error(`${where} does not document the code ${code}: ${body}`);
    },
  };
}

/** The document leaves answers open for members to come; today each member that is answered must be in it. */
function closed(document: unknown): Node {
  const close = (_name: string, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
    return isObject ? { additionalProperties: false, ...value } : value;
  };
  return JSON.parse(JSON.stringify(document, close));
}

function callOf(method: string, path: string, operation: Node): DocumentedCall {
  const responses = Object.entries(nodeAt(operation.responses));
  return {
    id: String(operation.operationId),
    method,
    path,
    scopes: listAt(operation.security).flatMap((requirement) =>
      listAt(nodeAt(requirement).apiKey).map(String),
    ),
    successes: responses.map(([status]) => Number(status)).filter((status) => status < 300),
    codes: responses.flatMap(([, response]) =>
      Object.keys(nodeAt(response, 'content', PROBLEM_TYPE, 'examples')),
    ),
    hasBody: operation.requestBody !== undefined,
    takesIdempotencyKey: listAt(operation.parameters).some(
      (parameter) => nodeAt(parameter).name === 'Idempotency-Key',
    ),
  };
}

function examplesOf(pointer: string, operation: Node): DocumentedExample[] {
  const bodies = operation.requestBody === undefined ? [] : [['requestBody']];
  const answers = Object.keys(nodeAt(operation.responses)).map((status) => ['responses', status]);
  return [...bodies, ...answers].flatMap((names) =>
    Object.entries(nodeAt(operation, ...names, 'content')).flatMap(([mediaType, media]) => {
      const { example, examples } = nodeAt(media);
      const schema = `${pointer}${pointerTo(...names, 'content', mediaType, 'schema')}`;
      const where = `${String(operation.operationId)} ${names.join(' ')} ${mediaType}`;
      const several = Object.entries(nodeAt(examples)).map(([name, one]) => ({
        where: `${where} ${name}`,
        schema,
        value: nodeAt(one).value,
      }));
      return several.length > 0 ? several : [{ where, schema, value: example }];
    }),
  );
}

/** Whether an example belongs to JSON: a PDF has none. */
export function isJsonExample({ where }: DocumentedExample): boolean {
  return where.includes(JSON_TYPE) || where.includes(PROBLEM_TYPE);
}

function pointerTo(...names: readonly string[]): string {
  return names
    .map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}

function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nodeAt(node: unknown, ...names: readonly string[]): Node {
  const found = names.reduce<unknown>((inner, name) => Object(inner)[name], node);
  return typeof found === 'object' && found !== null ? { ...found } : {};
}
