import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import { type AuthOptions, cookieName, deriveKey, keyedHash, type Site } from './auth-options.ts';

const rememberSeconds = 90 * 24 * 60 * 60;

export type KnownDevices = {
  /** The id of this browser, if this account has signed in on it before. */
  recognise(context: Context, email: string): Promise<string | null>;
  remember(context: Context, email: string): Promise<void>;
};

/**
 * A browser that has signed in once gets attempts of its own, so that strangers who guess at an account use up the
 * account's attempts and not its owner's. The cookie signs nobody in.
 */
export function createKnownDevices({ secret }: Pick<AuthOptions, 'secret'>, site: Site): KnownDevices {
  const name = cookieName('boon_device', site);
  const key = deriveKey(secret, 'device-cookie');
  const accountTag = (email: string) => keyedHash(key, email).slice(0, 22);

  async function recognise(context: Context, email: string): Promise<string | null> {
    const value = await getSignedCookie(context, key, name);
    const [tag, deviceId] = value ? value.split('.') : [];
    return deviceId && tag === accountTag(email) ? deviceId : null;
  }

  return {
    recognise,
    async remember(context, email) {
      const deviceId = (await recognise(context, email)) ?? randomBytes(16).toString('base64url');
      await setSignedCookie(context, name, `${accountTag(email)}.${deviceId}`, key, {
        path: '/',
        httpOnly: true,
        secure: site.isSecure,
        sameSite: 'Lax',
        maxAge: rememberSeconds,
      });
    },
  };
}
