import { StripeProblem } from './stripe-problem.ts';

const FIELDS_MAX = 300;
const DEPTH_MAX = 8;

export type FormNode = string | { [key: string]: FormNode } | FormNode[];

/** Stripe's form encoding, `line_items[0][price_data][currency]=eur`, as nested objects and lists of strings. */
export function parseFormBody(body: string): { [key: string]: FormNode } {
  const fields = [...new URLSearchParams(body)];
  if (fields.length > FIELDS_MAX) throw new StripeProblem(400, 'Too many parameters.');
  const root: { [key: string]: FormNode } = {};
  for (const [name, value] of fields) place(root, pathOf(name), value);
  return listsIn(root);
}

/** The same path back, as Stripe names a parameter in its errors. */
export function paramName(path: readonly PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String);
  return first + rest.map((key) => `[${key}]`).join('');
}

function pathOf(name: string): string[] {
  const match = /^([\w-]+)((?:\[[\w-]*\])*)$/.exec(name);
  const [, first, brackets = ''] = match ?? [];
  const path =
    first === undefined ? [] : [first, ...[...brackets.matchAll(/\[([\w-]*)\]/g)].map(([, key = '']) => key)];
  const isDangerous = path.some((key) => key === '__proto__' || key === 'constructor' || key === 'prototype');
  if (path.length === 0 || path.length > DEPTH_MAX || isDangerous) {
    throw new StripeProblem(400, 'Invalid parameter name.', { code: 'parameter_unknown' });
  }
  return path;
}

function place(root: { [key: string]: FormNode }, path: string[], value: string): void {
  let node = root;
  for (const key of path.slice(0, -1)) {
    const next = node[key] ?? {};
    if (typeof next === 'string' || Array.isArray(next))
      throw new StripeProblem(400, `Invalid ${key}.`, { param: key });
    node[key] = next;
    node = next;
  }
  const last = path.at(-1) ?? '';
  node[last === '' ? String(Object.keys(node).length) : last] = value;
}

function listsIn(node: { [key: string]: FormNode }): { [key: string]: FormNode } {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, listOrNode(value)]));
}

function listOrNode(value: FormNode): FormNode {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index));
  return isList ? Object.values(value).map(listOrNode) : listsIn(value);
}
