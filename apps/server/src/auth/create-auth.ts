import type { Hono } from 'hono';
import { socketAddress } from '../addresses/client-address.ts';
import { type AuthOptions, readSite } from './auth-options.ts';
import { type EnsuredOwner, ensureOwner, type OwnerInput } from './ensure-owner.ts';
import { createKnownDevices } from './known-devices.ts';
import { removeExpired } from './remove-expired.ts';
import { createRoutes } from './routes.ts';
import { createSessionStore, type Session } from './session-store.ts';
import { createSignInLibrary } from './sign-in-library.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { createSignInLinks } from './sign-in-links.ts';

export type Auth = {
  /** Serves /admin/auth/* and /admin/sign-in/link; mount it at the root, before the console's pages. */
  handler: Hono;
  readSession(request: Request): Promise<Session | null>;
  /** An absolute URL that signs this user in once, within 15 minutes unless told otherwise (24 hours at most). */
  createSignInLink(link: { email: string; validMinutes?: number }): Promise<string>;
  ensureOwner(owner: OwnerInput): Promise<EnsuredOwner>;
  /** Deletes what time has made worthless. Every sign-in does it too; a recurring job may call it. */
  removeExpired(): Promise<void>;
};

export function createAuth(options: AuthOptions): Auth {
  if (Buffer.byteLength(options.secret) < 32) throw new Error('The sign-in secret needs at least 32 bytes.');
  const site = readSite(options.publicUrl, options.isProduction);
  const library = createSignInLibrary(options, site);
  const sessions = createSessionStore(options, site);
  const links = createSignInLinks(options, site);
  const sweep = () => removeExpired(options);

  return {
    handler: createRoutes({
      site,
      library,
      sessions,
      links,
      limits: createSignInLimits(options),
      devices: createKnownDevices(options, site),
      clientAddress: options.clientAddress ?? socketAddress,
      removeExpired: sweep,
    }),
    readSession: (request) => sessions.read(request),
    createSignInLink: (link) => links.create(link),
    ensureOwner: (owner) => ensureOwner(options.database, library, owner),
    removeExpired: sweep,
  };
}
