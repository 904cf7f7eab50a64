import type { Database } from '@boon/db';
import type { KeyUses } from './api-keys/key-uses.ts';
import type { Clock } from './clock.ts';
import type { CodeVault } from './codes/code-vault.ts';
import type { Documents } from './documents/documents.ts';
import type { Mailer } from './gateways/mailer.ts';
import type { Payments } from './gateways/payments.ts';
import type { AddressSubject } from './guessing/address-subject.ts';
import type { Log } from './log.ts';
import type { EntryKeys } from './segments/entry-keys.ts';
import type { Tokens } from './tokens/tokens.ts';

/** What use cases work with; made once by `main`, handed to everything below. */
export type Services = {
  readonly database: Database;
  readonly clock: Clock;
  readonly codes: CodeVault;
  readonly tokens: Tokens;
  readonly entryKeys: EntryKeys;
  readonly addressSubject: AddressSubject;
  readonly keyUses: KeyUses;
  readonly payments: Payments;
  readonly mailer: Mailer;
  readonly documents: Documents;
  readonly log: Log;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  readonly mailFrom: string;
  /** True where payments and mails go to the local stand-ins. */
  readonly testMode: boolean;
};
