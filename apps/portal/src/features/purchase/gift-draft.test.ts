import { describe, expect, it } from 'vitest';
import { clearGiftDraft, type DraftStore, loadGiftDraft, newGiftDraft, saveGiftDraft } from './gift-draft.ts';

function memoryStore(): DraftStore {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const forbiddenStore: DraftStore = {
  getItem: () => {
    throw new Error('SecurityError');
  },
  setItem: () => {
    throw new Error('SecurityError');
  },
  removeItem: () => {
    throw new Error('SecurityError');
  },
};

describe('the gift draft', () => {
  it('comes back from the payment page with everything that was entered', () => {
    const store = memoryStore();
    const draft = { ...newGiftDraft(), message: 'x'.repeat(10_000), amountChoice: 15_000 };
    saveGiftDraft(store, 'aurora', draft);
    expect(loadGiftDraft(store, 'aurora')).toEqual(draft);
  });

  it('is kept per workspace', () => {
    const store = memoryStore();
    saveGiftDraft(store, 'aurora', { ...newGiftDraft(), message: 'for aurora' });
    expect(loadGiftDraft(store, 'fjord').message).toBe('');
  });

  it('starts a new certificate after it was cleared', () => {
    const store = memoryStore();
    const draft = newGiftDraft();
    saveGiftDraft(store, 'aurora', draft);
    clearGiftDraft(store, 'aurora');
    expect(loadGiftDraft(store, 'aurora').certificateId).not.toBe(draft.certificateId);
  });

  it('is dropped when it is damaged or of another shape', () => {
    const store = memoryStore();
    for (const damaged of [
      '{',
      '3',
      '{"message":"x"}',
      JSON.stringify({ ...newGiftDraft(), amountChoice: 'all' }),
    ]) {
      store.setItem('boon.gift-draft.aurora', damaged);
      expect(loadGiftDraft(store, 'aurora').message).toBe('');
    }
  });

  it('does without storage where the browser forbids it', () => {
    expect(() => saveGiftDraft(forbiddenStore, 'aurora', newGiftDraft())).not.toThrow();
    expect(() => clearGiftDraft(forbiddenStore, 'aurora')).not.toThrow();
    expect(loadGiftDraft(forbiddenStore, 'aurora').message).toBe('');
  });
});
