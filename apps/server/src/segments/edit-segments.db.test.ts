import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { type Callers, callersOf, refusalOf, segmentOf, typeOf } from './callers-of-test.ts';

let bed: ServicesTestBed;
let call: Callers;
beforeAll(async () => {
  bed = await openServices();
  call = callersOf(bed);
});
afterAll(() => bed.close());

async function givenConsole() {
  const workspace = await bed.newWorkspace();
  const console = call.staff(workspace);
  const [first] = await console.segments.list();
  if (!first) throw new Error('a workspace begins with a segment');
  const id = randomUUID();
  await console.segments.create({ id, ...segmentOf() });
  const defaults = async () =>
    (await console.segments.list()).filter(({ isDefault }) => isDefault).map((segment) => segment.id);
  const asIs = { ...segmentOf(), code: first.code, slug: first.slug, name: first.name, isDefault: true };
  return { workspace, console, first, id, defaults, asIs };
}

describe('the segments of a workspace', () => {
  it('have exactly one default, which passes on and never just goes', async () => {
    const { console, first, id, defaults, asIs } = await givenConsole();
    const update = (changes: object) =>
      console.segments.update({ ...asIs, id: first.id, version: first.version, ...changes });
    expect(await refusalOf(update({ isActive: false }))).toMatchObject({
      code: 'validation_failed',
      details: { fields: { isActive: expect.any(String) } },
    });
    expect(await refusalOf(update({ isDefault: false, isActive: false }))).toMatchObject({
      details: { fields: { isActive: expect.any(String) } },
    });
    expect(await refusalOf(update({ isDefault: false }))).toMatchObject({
      details: { fields: { isDefault: expect.any(String) } },
    });
    expect(await defaults()).toEqual([first.id]);
    await console.segments.update({ ...segmentOf({ isDefault: true }), id, version: 1 });
    expect(await defaults()).toEqual([id]);
    const third = randomUUID();
    await console.segments.create({ id: third, ...segmentOf({ code: 'C', slug: 'c', isDefault: true }) });
    expect(await defaults()).toEqual([third]);
  });

  it('keep one default when several are made it at the same moment', async () => {
    const { console, defaults } = await givenConsole();
    const ids = Array.from({ length: 6 }, () => randomUUID());
    await Promise.all(
      ids.map((id, index) =>
        console.segments.create({
          id,
          ...segmentOf({ code: `S${index}`, slug: `s${index}`, isDefault: true }),
        }),
      ),
    );
    expect(await defaults()).toHaveLength(1);
    expect(await console.segments.list()).toHaveLength(8);
  });

  it('have addresses and codes of their own, and none of the portal', async () => {
    const { console } = await givenConsole();
    const refusal = await refusalOf(console.segments.create({ id: randomUUID(), ...segmentOf() }));
    expect(refusal).toEqual({
      code: 'validation_failed',
      details: { fields: { slug: expect.any(String), code: expect.any(String) } },
    });
    const reserved = console.segments.create({
      id: randomUUID(),
      ...segmentOf({ code: 'X', slug: 'check' }),
    });
    expect(await refusalOf(reserved)).toMatchObject({ details: { fields: { slug: expect.any(String) } } });
  });

  it('are made once, however often the same call comes', async () => {
    const { console, id } = await givenConsole();
    await expect(console.segments.create({ id, ...segmentOf() })).resolves.toEqual({ id });
    expect(await console.segments.list()).toHaveLength(2);
  });

  it('show no access code again, and keep them unless new ones are given', async () => {
    const { console, id } = await givenConsole();
    const access = {
      kind: 'closed',
      accessCodes: ['Winter-2026'],
      emails: ['A@B.example'],
      domains: [],
    } as const;
    await console.segments.update({ ...segmentOf({ access }), id, version: 1 });
    await console.segments.update({
      ...segmentOf({ access: { ...access, accessCodes: null } }),
      id,
      version: 2,
    });
    const listed = (await console.segments.list()).find((segment) => segment.id === id);
    expect(listed?.access).toEqual({ kind: 'closed', accessCodes: 1, emails: ['a@b.example'], domains: [] });
    expect(JSON.stringify(await console.segments.list())).not.toMatch(/winter|[0-9a-f]{64}/i);
  });
});

describe('two editors at once', () => {
  it('of a segment: the second is told who was first and when', async () => {
    const { workspace, console, id } = await givenConsole();
    await call
      .staff(workspace, 'admin', 'Jonas')
      .segments.update({ ...segmentOf({ name: 'A' }), id, version: 1 });
    const refusal = await refusalOf(console.segments.update({ ...segmentOf({ name: 'B' }), id, version: 1 }));
    expect(refusal).toMatchObject({
      code: 'stale',
      details: { changedBy: 'Jonas', changedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  });

  it('of a type: the second is told too, and names the fields that are wrong', async () => {
    const { workspace, console } = await givenConsole();
    const id = randomUUID();
    await console.certificateTypes.create({ id, ...typeOf() });
    const jonas = call.staff(workspace, 'admin', 'Jonas');
    await jonas.certificateTypes.update({ ...typeOf({ name: 'A' }), id, version: 1 });
    const update = (changes: object) =>
      console.certificateTypes.update({ ...typeOf(), id, version: 1, ...changes });
    expect(await refusalOf(update({}))).toMatchObject({ code: 'stale', details: { changedBy: 'Jonas' } });
    const wrong = update({ name: ' ', pricing: { kind: 'fixed', amountsMinor: [1] }, expiresAfterDays: -1 });
    expect(await refusalOf(wrong)).toMatchObject({
      code: 'validation_failed',
      details: {
        fields: {
          name: expect.any(String),
          'pricing.amountsMinor.0': expect.any(String),
          expiresAfterDays: expect.any(String),
        },
      },
    });
    const [stored] = await console.certificateTypes.list();
    expect(stored).toMatchObject({ name: 'A', version: 2, currency: 'EUR' });
  });
});

describe('segments and types', () => {
  it('are for managers to change, not for staff, viewers or strangers', async () => {
    const { workspace } = await givenConsole();
    for (const role of ['staff', 'viewer'] as const) {
      const console = call.staff(workspace, role);
      const id = randomUUID();
      const calls = [
        console.segments.list(),
        console.segments.create({ id, ...segmentOf() }),
        console.segments.update({ id, version: 1, ...segmentOf() }),
        console.certificateTypes.create({ id, ...typeOf() }),
        console.certificateTypes.update({ id, version: 1, ...typeOf() }),
      ];
      for (const one of calls) expect((await refusalOf(one)).code).toBe('forbidden');
      expect(await console.segments.names()).toHaveLength(2);
    }
  });
});
