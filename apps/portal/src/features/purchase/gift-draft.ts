import type { Delivery } from '@boon/core';
import { uuidV7 } from './uuid-v7.ts';

/** What the purchaser has entered so far, as entered: it survives the trip to the payment page and back. */
export type GiftDraft = {
  /** Public id of the certificate to be; the same while one purchase is tried again, so that no click buys twice. */
  certificateId: string;
  /** The purchase last handed to the server under this id, to know when it has become another one. */
  handedIn: string | null;
  segment: string | null;
  /** A suggested amount in minor units, `other`, or null before the storefront's default applies. */
  amountChoice: number | 'other' | null;
  otherAmount: string;
  isForMyself: boolean;
  recipientName: string;
  recipientEmail: string;
  purchaserName: string;
  purchaserEmail: string;
  message: string;
  delivery: Delivery;
  deliverWhen: 'now' | 'date';
  deliverOn: string;
};

export function newGiftDraft(): GiftDraft {
  return {
    certificateId: uuidV7(),
    handedIn: null,
    segment: null,
    amountChoice: null,
    otherAmount: '',
    isForMyself: false,
    recipientName: '',
    recipientEmail: '',
    purchaserName: '',
    purchaserEmail: '',
    message: '',
    delivery: 'email',
    deliverWhen: 'now',
    deliverOn: '',
  };
}

/** What the draft needs of the browser's session storage; a browser that forbids storage only loses the draft. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function loadGiftDraft(store: DraftStore, workspace: string): GiftDraft {
  const fresh = newGiftDraft();
  try {
    const saved: unknown = JSON.parse(store.getItem(draftKey(workspace)) ?? 'null');
    return isDraftShaped(saved, fresh) ? saved : fresh;
  } catch {
    return fresh;
  }
}

export function saveGiftDraft(store: DraftStore, workspace: string, draft: GiftDraft): void {
  try {
    store.setItem(draftKey(workspace), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the page works on, only the way back from payment starts empty.
  }
}

export function clearGiftDraft(store: DraftStore, workspace: string): void {
  try {
    store.removeItem(draftKey(workspace));
  } catch {
    // As above: where nothing could be stored, there is nothing to remove.
  }
}

function draftKey(workspace: string): string {
  return `boon.gift-draft.${workspace}`;
}

/** A draft of an earlier version of this page is dropped rather than guessed at. */
function isDraftShaped(saved: unknown, fresh: GiftDraft): saved is GiftDraft {
  if (typeof saved !== 'object' || saved === null) return false;
  const textFields = Object.entries(fresh).filter(([, value]) => typeof value === 'string');
  const choice: unknown = Reflect.get(saved, 'amountChoice');
  return (
    textFields.every(([field]) => typeof Reflect.get(saved, field) === 'string') &&
    typeof Reflect.get(saved, 'isForMyself') === 'boolean' &&
    ['email', 'print'].includes(String(Reflect.get(saved, 'delivery'))) &&
    ['now', 'date'].includes(String(Reflect.get(saved, 'deliverWhen'))) &&
    (choice === null || choice === 'other' || Number.isSafeInteger(choice))
  );
}
