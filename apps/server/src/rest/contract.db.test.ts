import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSED_EVERYWHERE } from './contract-refusals-of-test.ts';
import { type Given, type Prepared, SCENARIOS, type Scenarios } from './contract-scenarios-of-test.ts';
import type { DocumentedCall } from './document-of-test.ts';
import { isProblemCode, saysWhenToRetry, statusOf } from './problems.ts';
import { type Answer, openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
let given: Given;
beforeAll(async () => {
  bed = await openRest();
  given = { bed, site: await bed.newSite() };
});
afterAll(() => bed.close());

function scenariosOf(call: DocumentedCall): Scenarios {
  const scenarios = SCENARIOS[call.id];
  if (!scenarios) throw new Error(`${call.id} is documented and has no scenario`);
  return scenarios;
}

function send({ method }: DocumentedCall, { path, body, by = bed.call }: Prepared): Promise<Answer> {
  return by(method, path, { key: given.site.key, body });
}

async function provoke(call: DocumentedCall, code: string): Promise<Answer> {
  if (!isProblemCode(code)) throw new Error(`${code} is no code of ours`);
  const { succeeds, refused } = scenariosOf(call);
  const own = refused[code];
  if (own) {
    const prepared = await own(given);
    return 'status' in prepared ? prepared : send(call, prepared);
  }
  const everywhere = REFUSED_EVERYWHERE[code];
  if (!everywhere) throw new Error(`nothing provokes ${code} of ${call.id}`);
  return everywhere(call, await succeeds(given), given);
}

/** The members the document's example of this refusal promises. */
function exampleOf({ id }: DocumentedCall, code: string): object {
  const found = bed.document.examples.find(
    ({ where }) => where.startsWith(`${id} `) && where.endsWith(` ${code}`),
  );
  return Object(found?.value);
}

const isStale = (code: string) => code === 'stale';

/** Provokes a documented refusal. Null when it came as documented. */
async function whatIsWrong(call: DocumentedCall, code: string): Promise<string | null> {
  const { status, body, headers } = await provoke(call, code);
  if (!isProblemCode(code) || body.code !== code || status !== statusOf(code)) {
    return `${call.id} ${code}: ${status} ${body.code ?? 'no refusal'} ${body.detail ?? ''}`;
  }
  const missing = Object.keys(exampleOf(call, code)).filter((member) => !(member in body));
  if (missing.length > 0) return `${call.id} ${code} has no ${missing.join(', ')}`;
  if (headers.get('x-request-id') !== body.request_id) return `${call.id} ${code} has another request id`;
  if (saysWhenToRetry(code) === headers.has('retry-after')) return null;
  return `${call.id} ${code}: Retry-After is ${headers.get('retry-after')}`;
}

// Every answer of these tests has been validated against the document by the test bed when it gets here.
describe('the running API answers as its document says', () => {
  it('with every success of every call', async () => {
    const answered: string[] = [];
    for (const call of bed.document.calls) {
      const { status, text } = await send(call, await scenariosOf(call).succeeds(given));
      if (!call.successes.includes(status)) throw new Error(`${call.id} answered ${status} ${text}`);
      answered.push(`${call.id} ${status}`);
    }
    const documented = bed.document.calls.flatMap(({ id, successes }) =>
      successes.map((one) => `${id} ${one}`),
    );
    expect(answered).toEqual(documented);
    expect(documented.length).toBeGreaterThan(15);
  });

  it('with every refusal of every call, with the members its example has', async () => {
    const wrong: (string | null)[] = [];
    for (const call of bed.document.calls) {
      // Being outrun changes the whole database for a moment, so that waits until the others have been answered.
      const [last, others] = [call.codes.filter(isStale), call.codes.filter((code) => !isStale(code))];
      wrong.push(...(await Promise.all(others.map((code) => whatIsWrong(call, code)))));
      for (const code of last) wrong.push(await whatIsWrong(call, code));
    }
    expect(wrong.filter((one) => one !== null)).toEqual([]);
    expect(wrong.length).toBeGreaterThan(100);
  });

  it('and has no scenario for what is not documented', () => {
    const known = new Map(bed.document.calls.map(({ id, codes }) => [id, codes]));
    const idle = Object.entries(SCENARIOS).flatMap(([id, { refused }]) =>
      known.has(id) ? Object.keys(refused).filter((code) => !known.get(id)?.includes(code)) : [id],
    );
    expect(idle).toEqual([]);
  });
});
