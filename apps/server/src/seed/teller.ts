import type { Actor, Segment, Workspace } from '@boon/core';
import type { Database } from '@boon/db';
import type { CodeVault } from '../codes/code-vault.ts';

/** What it takes to write the planned history down. */
export type Teller = {
  readonly database: Database;
  readonly codes: CodeVault;
  readonly workspace: Workspace;
  readonly segment: Segment;
  readonly staff: Actor;
  readonly bookingSite: Actor;
};
