import { randomUUID } from 'node:crypto';
import type { Code } from '@boon/core';
import { describe, expect, it } from 'vitest';
import { type CodeVault, createCodeVault } from './code-vault.ts';

const vault = createCodeVault('a secret of the tests, 32 bytes and more');
const workspaceId = randomUUID();
const certificateId = randomUUID();

describe('a sealed code', () => {
  it('opens to the same code for its own certificate', () => {
    const code = vault.draw();
    const sealed = vault.seal(code, workspaceId, certificateId);
    expect(vault.open(sealed, workspaceId, certificateId).reveal()).toBe(code.reveal());
    expect(sealed.last4).toBe(code.reveal().slice(-4));
  });

  it('opens for its certificate however the id was spelt when it was sealed', () => {
    const code = vault.draw();
    const sealed = vault.seal(code, workspaceId, certificateId.toUpperCase());
    expect(vault.open(sealed, workspaceId, certificateId).reveal()).toBe(code.reveal());
  });

  it('holds nothing of the code but its last four characters', () => {
    const code = vault.draw();
    const { lookup, ciphertext } = vault.seal(code, workspaceId, certificateId);
    const stored = Buffer.concat([lookup, ciphertext]);
    expect(stored.includes(code.reveal())).toBe(false);
    expect(stored.includes(code.reveal().slice(0, 4))).toBe(false);
  });

  it('does not open for another certificate, another workspace, or under another secret', () => {
    const sealed = vault.seal(vault.draw(), workspaceId, certificateId);
    expect(() => vault.open(sealed, workspaceId, randomUUID())).toThrow();
    expect(() => vault.open(sealed, randomUUID(), certificateId)).toThrow();
    const stranger = createCodeVault('another secret of the tests, 32 bytes');
    expect(() => stranger.open(sealed, workspaceId, certificateId)).toThrow();
  });

  it('does not open when a single bit of its copy was changed', () => {
    const sealed = vault.seal(vault.draw(), workspaceId, certificateId);
    const ciphertext = Buffer.from(sealed.ciphertext);
    ciphertext.writeUInt8(ciphertext.readUInt8(ciphertext.length - 1) ^ 1, ciphertext.length - 1);
    expect(() => vault.open({ ...sealed, ciphertext }, workspaceId, certificateId)).toThrow();
  });

  it('is found by its look-up value in its own workspace only, and under its own secret only', () => {
    const code = vault.draw();
    const { lookup } = vault.seal(code, workspaceId, certificateId);
    const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
    expect(hex(vault.lookups(code, workspaceId)[0])).toBe(hex(lookup));
    expect(hex(vault.lookups(code, randomUUID())[0])).not.toBe(hex(lookup));
    const stranger = createCodeVault('another secret of the tests, 32 bytes');
    expect(hex(stranger.lookups(code, workspaceId)[0])).not.toBe(hex(lookup));
  });

  it('is encrypted afresh each time, so equal copies never show equal codes', () => {
    const code = vault.draw();
    const copies = [1, 2].map(() =>
      Buffer.from(vault.seal(code, workspaceId, certificateId).ciphertext).toString('hex'),
    );
    expect(copies[0]).not.toBe(copies[1]);
  });
});

describe('a vault of several key versions', () => {
  const secret = 'a secret of the tests, 32 bytes and more';
  const before = createCodeVault(secret, () => [1]);
  const during = createCodeVault(secret, () => [1, 2]);
  const after = createCodeVault(secret, () => [2]);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const finds = (found: CodeVault, code: Code, lookup: Uint8Array) =>
    found.lookups(code, workspaceId).map(hex).includes(hex(lookup));

  it('seals under the newest and opens under any', () => {
    const code = before.draw();
    const [old, fresh] = [before, during].map((one) => one.seal(code, workspaceId, certificateId));
    if (!old || !fresh) throw new Error('nothing sealed');
    expect([old.lookupKeyVersion, fresh.lookupKeyVersion]).toEqual([1, 2]);
    for (const one of [before, during, after]) {
      expect(one.open(old, workspaceId, certificateId).reveal()).toBe(code.reveal());
      expect(one.open(fresh, workspaceId, certificateId).reveal()).toBe(code.reveal());
    }
    expect(hex(old.lookup)).not.toBe(hex(fresh.lookup));
  });

  it('finds a code under every version in use, and under the one it has not heard of yet', () => {
    const code = before.draw();
    const [old, fresh] = [before, after].map((one) => one.seal(code, workspaceId, certificateId).lookup);
    if (!old || !fresh) throw new Error('nothing sealed');
    expect([before, during].map((one) => finds(one, code, old))).toEqual([true, true]);
    expect([before, during, after].map((one) => finds(one, code, fresh))).toEqual([true, true, true]);
    expect(finds(after, code, old)).toBe(false);
  });

  it('does not open a copy whose version and row disagree', () => {
    const sealed = after.seal(after.draw(), workspaceId, certificateId);
    expect(() => during.open({ ...sealed, lookupKeyVersion: 1 }, workspaceId, certificateId)).toThrow();
  });

  it('is asked for the versions anew each time', () => {
    let newest = 1;
    const vaultOfProcess = createCodeVault(secret, () => [newest]);
    newest = 7;
    expect(vaultOfProcess.seal(vault.draw(), workspaceId, certificateId).lookupKeyVersion).toBe(7);
  });
});
