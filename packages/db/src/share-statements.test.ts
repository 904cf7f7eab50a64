import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sharing, shareStatements } from './share-statements.ts';

type Item = { readonly name: string; readonly key?: string; readonly claims?: readonly string[] };

/** Statements as they are begun; each ends when it is told to. */
function watched(changes: Partial<Sharing<Item, string>> = {}) {
  const begun: { names: string[]; end: (error?: Error) => void }[] = [];
  const perform = (names: string[]) =>
    new Promise<string[]>((resolve, reject) => {
      begun.push({
        names,
        end: (error) => (error ? reject(error) : resolve(names.map((name) => `${name}!`))),
      });
    });
  const share = shareStatements<Item, string>({
    keyOf: ({ key = 'tenant' }) => key,
    claimsOf: ({ claims = [] }) => claims,
    together: (items) => perform(items.map(({ name }) => name)),
    alone: async ({ name }) => (await perform([name]))[0] ?? '',
    ...changes,
  });
  return { share, begun, names: () => begun.map(({ names }) => names) };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const items = (...names: string[]): Item[] => names.map((name) => ({ name }));

describe('requests that share statements', () => {
  // A machine that halts for some milliseconds would make a statement look stalled.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('are one statement when they arrive together, and each gets its own result', async () => {
    const { share, begun, names } = watched();
    const answers = Promise.all(items('a', 'b', 'c').map(share));
    await turn();
    expect(names()).toEqual([['a', 'b', 'c']]);
    begun[0]?.end();
    expect(await answers).toEqual(['a!', 'b!', 'c!']);
  });

  it('gather while a statement is under way, and none is answered before its own has ended', async () => {
    const { share, begun, names } = watched();
    const first = share({ name: 'a' });
    await turn();
    const answered: string[] = [];
    const later = items('b', 'c').map(async (item) => answered.push(await share(item)));
    await turn();
    expect(names()).toEqual([['a']]);
    begun[0]?.end();
    expect(await first).toBe('a!');
    await turn();
    expect(names()).toEqual([['a'], ['b', 'c']]);
    expect(answered).toEqual([]);
    begun[1]?.end();
    await Promise.all(later);
    expect(answered).toEqual(['b!', 'c!']);
  });

  it('never share with another tenant, nor with somebody who wants the same row', async () => {
    const { share, begun, names } = watched();
    const all = [
      { name: 'a', claims: ['code 1', 'order 1'] },
      { name: 'b', claims: ['code 1', 'order 2'] },
      { name: 'c', key: 'another' },
      // It waits for b's row too, so it must not come before b.
      { name: 'd', claims: ['code 2', 'order 2'] },
      { name: 'e', claims: ['code 3', 'order 3'] },
    ].map(share);
    for (let statement = 0; statement < 4; statement += 1) {
      await turn();
      begun[statement]?.end();
    }
    await Promise.all(all);
    expect(names()).toEqual([['a', 'e'], ['b'], ['c'], ['d']]);
  });

  it('are done alone when their statement fails, and only who is at fault is told of it', async () => {
    const { share, begun, names } = watched({
      alone: async ({ name }) => {
        if (name === 'b') throw new Error('b is refused');
        return `${name} alone`;
      },
    });
    const all = Promise.allSettled(items('a', 'b', 'c').map(share));
    await turn();
    begun[0]?.end(new Error('deadlock'));
    expect(await all).toMatchObject([
      { value: 'a alone' },
      { reason: { message: 'b is refused' } },
      { value: 'c alone' },
    ]);
    expect(names()).toEqual([['a', 'b', 'c']]);
  });

  it('do not wait for long behind a statement that waits for somebody else', async () => {
    const { share, begun, names } = watched();
    const stuck = share({ name: 'stuck' });
    await turn();
    const next = share({ name: 'next' });
    await turn();
    expect(names()).toEqual([['stuck']]);
    vi.advanceTimersByTime(10);
    expect(names()).toEqual([['stuck'], ['next']]);
    begun[1]?.end();
    expect(await next).toBe('next!');
    begun[0]?.end();
    await stuck;
  });

  it('are told at once what the end of another has decided for them', async () => {
    const { share, begun, names } = watched({
      claimsOf: () => ['one row'],
      decidedBy:
        ([done]) =>
        (waiting) =>
          waiting.name === 'c' && done?.item.name === 'a' ? `late for ${done.result}` : undefined,
    });
    const all = Promise.all(items('a', 'b', 'c').map(share));
    await turn();
    begun[0]?.end();
    await turn();
    begun[1]?.end();
    expect(await all).toEqual(['a!', 'b!', 'late for a!']);
    expect(names()).toEqual([['a'], ['b']]);
  });

  it('are at most 64 a statement', async () => {
    const { share, begun, names } = watched();
    const all = Array.from({ length: 100 }, (_, index) => share({ name: String(index) }));
    await turn();
    begun[0]?.end();
    await turn();
    begun[1]?.end();
    await Promise.all(all);
    expect(names().map(({ length }) => length)).toEqual([64, 36]);
  });
});
