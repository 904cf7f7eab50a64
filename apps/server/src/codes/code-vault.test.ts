import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCodeVault } from './code-vault.ts';

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
