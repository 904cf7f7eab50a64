import { ALLOWED_ORIGINS_MAX } from '@boon/core';
import { noteRefusedOrigin } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callersOf, refusalOf } from '../segments/callers-of-test.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

async function openConsole() {
  const workspace = await bed.newWorkspace();
  const { origins } = callersOf(bed).staff(workspace);
  const seen = (origin: string, at = bed.services.clock.now()) =>
    noteRefusedOrigin(bed.services.database, workspace.id, origin, at);
  const allowedNow = async () => (await origins.list()).allowed.map(({ origin }) => origin);
  return { origins, seen, allowedNow };
}

const indexes = (length: number) => Array.from({ length }, (_, index) => index);
const site = (index: number) => `https://site-${index}.example.com`;

describe('the sites that may show the widget', () => {
  it('are kept as the origins browsers send, whatever was typed, each once', async () => {
    const { origins, allowedNow } = await openConsole();
    const allowed = await origins.allow({ address: ' https://Shop.Example.com/tours?x=1 ' });
    expect(allowed).toEqual({ origin: 'https://shop.example.com' });
    await origins.allow({ address: 'https://shop.example.com' });
    await origins.allow({ address: 'http://localhost:5173/' });
    expect(await allowedNow()).toEqual(['https://shop.example.com', 'http://localhost:5173']);
    await origins.remove({ origin: 'https://shop.example.com' });
    await origins.remove({ origin: 'https://shop.example.com' });
    expect(await allowedNow()).toEqual(['http://localhost:5173']);
  });

  it.each(['', 'http://shop.example.com', 'https://*.example.com', 'null', 'https://a\u0000.example'])(
    'are never %j: the field is named, with what would be right',
    async (address) => {
      const { origins, allowedNow } = await openConsole();
      expect(await refusalOf(origins.allow({ address }))).toEqual({
        code: 'validation_failed',
        details: { fields: { address: expect.any(String) } },
      });
      expect(await allowedNow()).toEqual([]);
    },
  );

  it('are at most twenty, and none is lost, when they are added at the same moment', async () => {
    const { origins, allowedNow } = await openConsole();
    const asked = indexes(ALLOWED_ORIGINS_MAX + 5).map((index) => origins.allow({ address: site(index) }));
    const settled = await Promise.allSettled(asked);
    const added = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value.origin] : []));
    expect(added).toHaveLength(ALLOWED_ORIGINS_MAX);
    expect((await allowedNow()).toSorted()).toEqual(added.toSorted());
    await expect(origins.allow({ address: added[0] ?? '' })).resolves.toBeDefined();
  });
});

describe('the sites that were refused', () => {
  it('are told with how often and when, and leave the list once they are allowed', async () => {
    const { origins, seen, allowedNow } = await openConsole();
    const [first, last] = [new Date('2027-03-01T10:00:00Z'), new Date('2027-03-01T10:05:00Z')];
    await seen('https://shop.example.com', first);
    await seen('https://shop.example.com', last);
    expect((await origins.list()).refused).toEqual([
      {
        origin: 'https://shop.example.com',
        readable: null,
        firstSeenAt: first.toISOString(),
        lastSeenAt: last.toISOString(),
        seenCount: 2,
        mayBeAllowed: true,
      },
    ]);
    await origins.allow({ address: 'https://shop.example.com' });
    expect(await allowedNow()).toEqual(['https://shop.example.com']);
    expect((await origins.list()).refused).toEqual([]);
  });

  it('come with how an international name reads, before and after they are allowed', async () => {
    const { origins, seen } = await openConsole();
    const origin = 'https://xn--bcher-kva.example';
    const told = [{ origin, readable: 'https://bücher.example' }];
    await seen(origin);
    expect((await origins.list()).refused).toMatchObject(told);
    await origins.allow({ address: 'https://bücher.example' });
    expect((await origins.list()).allowed).toEqual(told);
  });

  it.each(['http://shop.example.com', 'https://192.0.2.7'])(
    'say when they cannot be allowed as they are: %s',
    async (origin) => {
      const { origins, seen } = await openConsole();
      await seen(origin);
      expect((await origins.list()).refused).toMatchObject([{ origin, mayBeAllowed: false }]);
    },
  );
});
