import { createHash } from 'node:crypto';
import type { Actor, Workspace } from '@boon/core';
import {
  API_KEY_SCOPES,
  type Database,
  findApiKey,
  findSegment,
  findWorkspaceBySlug,
  insertApiKey,
  insertWorkspace,
  readState,
  withWorkspace,
} from '@boon/db';
import type { Auth } from '../auth/index.ts';
import type { Clock } from '../clock.ts';
import type { CodeVault } from '../codes/code-vault.ts';
import { uuidv7 } from '../ids.ts';
import {
  DEMO_OWNER,
  DEMO_SLUG,
  demoLastBookingId,
  demoSegment,
  demoWorkspace,
  demoWorkspaceId,
} from './aurora.ts';
import { instantOf } from './demo-ids.ts';
import { planHistory } from './plan-history.ts';
import { tellBookings } from './tell-bookings.ts';
import { tellCertificates } from './tell-certificates.ts';

export type DemoParts = {
  readonly database: Database;
  readonly codes: CodeVault;
  readonly clock: Clock;
  readonly auth: Pick<Auth, 'ensureOwner'>;
  /** As the booking site's server presents it; only its hash is kept. */
  readonly apiKey: string;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  readonly log: (line: string) => void;
};

const BOOKING_SITE = 'Aurora booking site';

/**
 * Makes sure that the demo workspace exists with its owner, its API key and its whole history. May be run at every start
 * and by several processes at once: what was told is not told again, and an interrupted telling goes on where it stopped.
 */
export async function seedDemo(parts: DemoParts): Promise<void> {
  const workspace = await ensureWorkspace(parts);
  const bookingSite = await ensureApiKey(parts, workspace.id);
  const madeAt = instantOf(workspace.id);
  // A business of the user's own may have the name already; it is given no invented past.
  if (demoWorkspaceId(madeAt) !== workspace.id) return;
  const { database, codes, auth } = parts;
  const { order: lastBooking } = await readState(database, workspace.id, {
    orderId: demoLastBookingId(madeAt),
  });
  if (lastBooking) return;

  const segment = await findSegment(database, workspace.id, null);
  if (!segment) throw new Error(`the workspace ${DEMO_SLUG} has no default segment`);
  const { userId } = await auth.ensureOwner({ workspaceId: workspace.id, ...DEMO_OWNER });
  const staff: Actor = { kind: 'staff', id: userId, name: DEMO_OWNER.name };
  const history = planHistory(demoWorkspace(workspace.id, parts.publicUrl), madeAt);
  parts.log(
    `Seeding the demo workspace ${workspace.name}: ${history.certificates.length} certificates, ${history.bookings.length} bookings.`,
  );
  const teller = { database, codes, workspace, segment, staff, bookingSite };
  await tellCertificates(teller, history.certificates);
  await tellBookings(teller, history.bookings);
}

async function ensureWorkspace({ database, clock, publicUrl }: DemoParts): Promise<Workspace> {
  const known = await findWorkspaceBySlug(database, DEMO_SLUG);
  if (known) return known;
  const now = clock.now();
  const workspace = demoWorkspace(demoWorkspaceId(now), publicUrl);
  try {
    await withWorkspace(database, workspace.id, (tx) =>
      insertWorkspace(tx, workspace, demoSegment(workspace.id, now)),
    );
    return workspace;
  } catch (error) {
    // Another process may have been faster by a moment; its workspace is as good.
    const theirs = await findWorkspaceBySlug(database, DEMO_SLUG);
    if (!theirs) throw error;
    return theirs;
  }
}

async function ensureApiKey({ database, clock, apiKey }: DemoParts, workspaceId: string): Promise<Actor> {
  const keyHash = createHash('sha256').update(apiKey).digest();
  const id = uuidv7(clock.now());
  const key = {
    id,
    workspaceId,
    name: BOOKING_SITE,
    scopes: API_KEY_SCOPES,
    keyHash,
    hint: apiKey.slice(-4),
  };
  await insertApiKey(database, key);
  const known = await findApiKey(database, keyHash);
  return { kind: 'api_key', id: known?.id ?? null, name: BOOKING_SITE };
}
