import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { addressToLimit } from '../addresses/client-address.ts';

const SUBJECT_LENGTH = 22;

/** Turns an address into what its bucket is called: a keyed hash, so that no table says who came. */
export type AddressSubject = (address: string) => string;

export function createAddressSubject(appSecret: string): AddressSubject {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', appSecret, '', 'boon/guess-address/v1', 32)));
  return (address) =>
    createHmac('sha256', key).update(addressToLimit(address)).digest('base64url').slice(0, SUBJECT_LENGTH);
}
