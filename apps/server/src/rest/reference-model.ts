import type { OpenAPIHono } from '@hono/zod-openapi';
import type { RestEnv } from './caller.ts';

export type ApiDocument = ReturnType<OpenAPIHono<RestEnv>['getOpenAPI31Document']>;

export type Field = {
  /** Dotted for a field inside another: `customer.email`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
};

/** What a person fills in to make a call, besides its body. */
export type Input = {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly hint: string;
  /** The only values there are; empty for free text. */
  readonly options: readonly string[];
};

export type Operation = {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly scopes: readonly string[];
  /** Whether a call leaves anything behind. */
  readonly effect: 'reads' | 'changes';
  readonly inputs: readonly Input[];
  readonly parameters: readonly Field[];
  /** Null for a call that takes no body. */
  readonly bodyExample: string | null;
  readonly body: readonly Field[];
  readonly answer: {
    readonly status: string;
    readonly description: string;
    readonly fields: readonly Field[];
    readonly examples: readonly string[];
  };
  readonly problems: readonly { readonly status: string; readonly codes: readonly string[] }[];
  /** A call that can be pasted into a shell which knows $BOON_API_KEY. */
  readonly curl: string;
};

type Node = { readonly [name: string]: unknown };

/** A POST only because what it asks about must not stand in an address. */
const READS_BY_POST: readonly string[] = ['checkCode'];

/** The published document as a page shows it: one entry a call, its fields in flat lists. */
export function operationsOf(document: ApiDocument): Operation[] {
  const root = asNode(document);
  return Object.entries(asNode(root.paths)).flatMap(([path, item]) =>
    Object.entries(asNode(item)).map(([method, operation]) =>
      operationOf(root, method.toUpperCase(), path, asNode(operation)),
    ),
  );
}

function operationOf(root: Node, method: string, path: string, operation: Node): Operation {
  const responses = Object.entries(asNode(operation.responses)).map(([status, response]) => ({
    status,
    description: String(asNode(response).description),
    content: asNode(asNode(response).content),
  }));
  const [answer] = responses.filter(({ status }) => status.startsWith('2'));
  const { schema: body, example } = asNode(asNode(asNode(operation.requestBody).content)['application/json']);
  const bodyExample = example === undefined ? null : JSON.stringify(example, null, 2);
  const answered = asNode(answer?.content['application/json']);
  const tags = operation.tags as readonly string[];
  return {
    id: String(operation.operationId),
    tag: tags[0] ?? '',
    method,
    path,
    summary: String(operation.summary),
    description: typeof operation.description === 'string' ? operation.description : '',
    scopes: asList(operation.security).flatMap((requirement) => asList(requirement.apiKey).map(String)),
    effect: method === 'GET' || READS_BY_POST.includes(String(operation.operationId)) ? 'reads' : 'changes',
    inputs: asList(operation.parameters).map(inputOf),
    bodyExample,
    parameters: asList(operation.parameters).map((parameter) => ({
      name: String(parameter.name),
      type: typeOf(root, asNode(parameter.schema)),
      required: parameter.required === true,
      description: descriptionOf(asNode(parameter.schema)),
    })),
    body: body === undefined ? [] : fieldsOf(root, asNode(body), ''),
    answer: {
      status: answer?.status ?? '',
      description: answer?.description ?? '',
      fields: fieldsOf(root, asNode(answered.schema), ''),
      examples: examplesOf(answered).map((one) => JSON.stringify(one, null, 2)),
    },
    problems: responses.flatMap(({ status, content }) => {
      const { examples } = asNode(content['application/problem+json']);
      return examples === undefined ? [] : [{ status, codes: Object.keys(asNode(examples)) }];
    }),
    curl: curlOf(method, path, example),
  };
}

function inputOf(parameter: Node): Input {
  const schema = asNode(parameter.schema);
  const place = parameter.in === 'path' || parameter.in === 'query' ? parameter.in : 'header';
  return {
    name: String(parameter.name),
    place,
    required: parameter.required === true,
    hint: typeof schema.description === 'string' ? schema.description : '',
    options: Array.isArray(schema.enum) ? schema.enum.map(String) : [],
  };
}

function examplesOf({ example, examples }: Node): unknown[] {
  if (example !== undefined) return [example];
  return Object.values(asNode(examples)).map((one) => asNode(one).value);
}

function fieldsOf(root: Node, schema: Node, prefix: string): Field[] {
  const { properties, required, oneOf, items } = resolved(root, schema);
  if (oneOf !== undefined) return asList(oneOf).flatMap((option) => fieldsOf(root, option, prefix));
  if (items !== undefined) return fieldsOf(root, asNode(items), prefix);
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(asNode(properties)).flatMap(([name, value]) => {
    const inner = resolved(root, asNode(value));
    const field: Field = {
      name: prefix + name,
      type: typeOf(root, inner),
      required: needed.includes(name),
      description: descriptionOf(inner),
    };
    const suffix = inner.items === undefined ? '.' : '[].';
    return [field, ...fieldsOf(root, inner, `${prefix}${name}${suffix}`)];
  });
}

function typeOf(root: Node, schema: Node): string {
  const { type, format, enum: options, items } = resolved(root, schema);
  if (Array.isArray(options)) return options.map((option) => JSON.stringify(option)).join(' | ');
  const names = (Array.isArray(type) ? type : [type ?? 'object']).map(String);
  const named = names.map((name) => (name === 'string' && typeof format === 'string' ? format : name));
  return items === undefined ? named.join(' | ') : 'list';
}

function descriptionOf({ description, minimum, maximum, minLength, maxLength }: Node): string {
  const bounds = [
    typeof minimum === 'number' ? `From ${minimum}.` : '',
    typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? `Up to ${maximum}.` : '',
    typeof maxLength === 'number' && maxLength !== minLength ? `At most ${maxLength} characters.` : '',
  ];
  return [typeof description === 'string' ? description : '', ...bounds].filter(Boolean).join(' ');
}

function curlOf(method: string, path: string, body: unknown): string {
  return [
    `curl -X ${method} "$BOON_URL${path.replaceAll('{', '$').replaceAll('}', '')}"`,
    '-H "Authorization: Bearer $BOON_API_KEY"',
    ...(method === 'POST' ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === undefined ? [] : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body)}'`]),
  ].join(' \\\n  ');
}

function resolved(root: Node, schema: Node): Node {
  if (typeof schema.$ref !== 'string') return schema;
  const names = schema.$ref.replace('#/', '').split('/');
  return names.reduce<Node>((node, name) => asNode(node[name]), root);
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asList(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}
