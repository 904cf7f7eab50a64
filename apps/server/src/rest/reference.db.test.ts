import { parseCode } from '@boon/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonExample } from './document-of-test.ts';
import { type ApiDocument, operationsOf } from './reference-model.ts';
import { openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
let document: ApiDocument;
beforeAll(async () => {
  bed = await openRest();
  document = JSON.parse((await bed.call('GET', '/v1/openapi.json')).text);
});
afterAll(() => bed.close());

describe('the published document', () => {
  it('is OpenAPI 3.1, needs no key, and has an example for every body', () => {
    expect(document.openapi).toBe('3.1.0');
    const operations = operationsOf(document);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    for (const { body, curl } of operations) expect(curl.includes("-d '{")).toBe(body.length > 0);
  });

  it('is valid by the published schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has an example for every body, every answer and every refusal, each valid by its own schema', () => {
    const examples = bed.document.examples.filter(isJsonExample);
    const wrong = examples.flatMap(({ where, schema, value }) => {
      const problem = bed.document.problemWith(schema, value);
      return problem === null ? [] : [`${where}: ${problem}`];
    });
    expect(wrong).toEqual([]);
    expect(examples.filter(({ value }) => value === undefined)).toEqual([]);
    expect(examples.length).toBeGreaterThan(150);
  });

  it('leaves every answer open for members to come, and says that a body is not', () => {
    const isClosed = (name: string) =>
      JSON.stringify(document.components?.schemas?.[name]).includes('"additionalProperties":false');
    const closed = Object.keys(document.components?.schemas ?? {}).filter(isClosed);
    const bodies = operationsOf(document).filter(({ body }) => body.length > 0).length;
    expect(closed.toSorted()).toEqual([
      'CodeCheckInput',
      'CodeInput',
      'ExtendInput',
      'NewCertificate',
      'NewOrder',
      'OrderChange',
      'ReactivateInput',
      'ReissueInput',
      'VoidInput',
    ]);
    expect(closed).toHaveLength(bodies);
  });

  it('has codes in its examples that are codes', () => {
    const codes = JSON.stringify(document).match(/"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"/g) ?? [];
    expect(new Set(codes).size).toBe(2);
    for (const code of codes) expect(parseCode(JSON.parse(code)).ok, code).toBe(true);
  });

  it('names the scopes and the refusals of every call', () => {
    for (const { id, scopes, problems } of operationsOf(document)) {
      expect(scopes.length, id).toBeGreaterThan(0);
      const codes = problems.flatMap((problem) => problem.codes);
      expect(codes, id).toEqual(expect.arrayContaining(['unauthorized', 'forbidden', 'internal_error']));
    }
  });

  it('gives an order the example of its body: what is documented works as documented', async () => {
    const site = await bed.newSite();
    const order = operationsOf(document).find(({ id }) => id === 'createOrder');
    const [, body = ''] = /-d '(.+)'$/s.exec(order?.curl ?? '') ?? [];
    expect((await site.call('POST', '/v1/orders', { body: JSON.parse(body) })).status).toBe(201);
    const certificate = operationsOf(document).find(({ id }) => id === 'createCertificate');
    const [, gift = ''] = /-d '(.+)'$/s.exec(certificate?.curl ?? '') ?? [];
    expect((await site.call('POST', '/v1/certificates', { body: JSON.parse(gift) })).status).toBe(201);
  });
});

describe('the reference page', () => {
  it('shows every call and has a place for every error, and reads without a script', async () => {
    const page = await bed.call('GET', '/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    // Its one script is a file of ours, and what needs it is hidden until it is there.
    const scripts = [...page.text.matchAll(/<script[^>]*>[^<]*/g)].map(([script]) => script);
    expect(scripts).toEqual(['<script type="module" src="/docs/try-it.js">']);
    expect(page.text).not.toMatch(/https?:\/\/(?!localhost)[^"]*\.(css|js)/);
    const tried = [...page.text.matchAll(/<[^>]*\bdata-try\b[^>]*>/g)].map(([element]) => element);
    expect(tried.length).toBe(operationsOf(document).length + 1);
    expect(tried.filter((element) => !/ hidden[ >]/.test(element))).toEqual([]);
    for (const { id, problems } of operationsOf(document)) {
      expect(page.text).toContain(`id="${id}"`);
      for (const code of problems.flatMap(({ codes }) => codes)) expect(page.text).toContain(`id="${code}"`);
    }
    for (const [file, type] of [
      ['reference.css', 'text/css'],
      ['try-it.js', 'text/javascript'],
      ['call.js', 'text/javascript'],
      ['answer.js', 'text/javascript'],
      ['font/besley-600.ttf', 'font/ttf'],
      ['font/mono-500.ttf', 'font/ttf'],
    ] as const) {
      const { status, headers } = await bed.call('GET', `/docs/${file}`);
      expect([file, status, headers.get('content-type')?.split(';')[0]]).toEqual([file, 200, type]);
    }
    expect((await bed.call('GET', '/docs/font/no-such.ttf')).status).toBe(404);
  });
});
