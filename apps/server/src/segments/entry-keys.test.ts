import { randomUUID } from 'node:crypto';
import { firstSegment, type Segment } from '@boon/core';
import { describe, expect, it } from 'vitest';
import { createEntryKeys } from './entry-keys.ts';

const keys = createEntryKeys('a secret of the tests, 32 bytes and more');
const stranger = createEntryKeys('another secret of the tests, 32 bytes');
const ids = { id: 'agents', workspaceId: 'w' };

function closedBy(...codes: string[]): Segment {
  const accessCodeHashes = codes.map((code) => keys.hashAccessCode(code, ids));
  const open = firstSegment({ ...ids, slug: 'agents', name: 'Agents', language: 'en' });
  return { ...open, access: { kind: 'closed', accessCodeHashes, emails: [], domains: [] } };
}

describe('an access code', () => {
  it('opens the segment it was set for, each of several, and nothing else', () => {
    const segment = closedBy('Winter-2026', 'Summer-2026');
    expect(keys.isAccessCode('WINTER 2026', segment)).toBe(true);
    expect(keys.isAccessCode('summer2026', segment)).toBe(true);
    expect(keys.isAccessCode('winter-2027', segment)).toBe(false);
    expect(keys.isAccessCode('', segment)).toBe(false);
    expect(keys.isAccessCode('winter2026', { ...segment, id: 'others' })).toBe(false);
    expect(keys.isAccessCode('winter2026', { ...segment, workspaceId: 'v' })).toBe(false);
    expect(keys.isAccessCode('winter2026', { ...segment, access: { kind: 'open' } })).toBe(false);
    expect(stranger.isAccessCode('winter2026', segment)).toBe(false);
  });
});

describe('a mailed code', () => {
  it('is six digits, the same for its challenge, another for every other and under another secret', () => {
    const codes = Array.from({ length: 200 }, () => keys.mailedCode(randomUUID()));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(195);
    const id = randomUUID();
    expect(keys.mailedCode(id)).toBe(keys.mailedCode(id));
    const others = Array.from({ length: 20 }, () => randomUUID());
    expect(others.some((other) => keys.mailedCode(other) !== stranger.mailedCode(other))).toBe(true);
  });

  it('is read with the spaces people type, and with nothing else', () => {
    const id = randomUUID();
    const code = keys.mailedCode(id);
    expect(keys.isMailedCode(` ${code.slice(0, 3)} ${code.slice(3)} `, id)).toBe(true);
    for (const typed of ['', code.slice(1), `${code}0`, 'abcdef', '１２３４５６', 'x'.repeat(10_000)])
      expect(keys.isMailedCode(typed, id)).toBe(false);
  });
});
