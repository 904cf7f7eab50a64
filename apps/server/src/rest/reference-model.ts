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

export type Operation = {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly scopes: readonly string[];
  readonly parameters: readonly Field[];
  readonly body: readonly Field[];
  readonly answer: {
    readonly status: string;
    readonly description: string;
    readonly fields: readonly Field[];
  };
  readonly problems: readonly { readonly status: string; readonly codes: readonly string[] }[];
  /** A call that can be pasted into a shell which knows $BOON_KEY. */
  readonly curl: string;
};

type Node = { readonly [name: string]: unknown };

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
  const body = asNode(asNode(asNode(operation.requestBody).content)['application/json']).schema;
  const tags = operation.tags as readonly string[];
  return {
    id: String(operation.operationId),
    tag: tags[0] ?? '',
    method,
    path,
    summary: String(operation.summary),
    description: typeof operation.description === 'string' ? operation.description : '',
    scopes: asList(operation.security).flatMap((requirement) => asList(requirement.apiKey).map(String)),
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
      fields: fieldsOf(root, asNode(asNode(answer?.content['application/json']).schema), ''),
    },
    problems: responses.flatMap(({ status, content }) => {
      const { examples } = asNode(content['application/problem+json']);
      return examples === undefined ? [] : [{ status, codes: Object.keys(asNode(examples)) }];
    }),
    curl: curlOf(root, method, path, body === undefined ? null : asNode(body)),
  };
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

function curlOf(root: Node, method: string, path: string, body: Node | null): string {
  return [
    `curl -X ${method} "$BOON_URL${path.replaceAll('{', '$').replaceAll('}', '')}"`,
    '-H "Authorization: Bearer $BOON_KEY"',
    ...(method === 'POST' ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === null
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(exampleOf(root, body))}'`]),
  ].join(' \\\n  ');
}

function exampleOf(root: Node, schema: Node): unknown {
  const { example, properties, enum: options } = resolved(root, schema);
  if (example !== undefined) return example;
  if (Array.isArray(options)) return options[0];
  if (properties === undefined) return undefined;
  const entries = Object.entries(asNode(properties)).map(([name, inner]) => [
    name,
    exampleOf(root, asNode(inner)),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
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
