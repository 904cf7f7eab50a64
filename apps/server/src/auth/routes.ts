import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { addressToLimit } from '../addresses/client-address.ts';
import { cookieName, passwordLength, type Site } from './auth-options.ts';
import { signInEmail } from './ensure-owner.ts';
import type { KnownDevices } from './known-devices.ts';
import { requireOwnOrigin } from './origin-check.ts';
import { pageAssets } from './page-assets.ts';
import { linkPage } from './pages.ts';
import {
  bodyTooLarge,
  credentialsIncomplete,
  credentialsWrong,
  isFormPost,
  isJsonPost,
  linkRefusals,
  mediaTypeUnsupported,
  refuse,
  tooManyAttempts,
} from './refusals.ts';
import type { SessionStore } from './session-store.ts';
import type { SignInLibrary } from './sign-in-library.ts';
import type { Attempt, SignInLimits } from './sign-in-limits.ts';
import { linkTokenLengthMax, type SignInLinks } from './sign-in-links.ts';

const bodyBytesMax = 4096;

export type Parts = {
  site: Site;
  library: SignInLibrary;
  sessions: SessionStore;
  links: SignInLinks;
  limits: SignInLimits;
  devices: KnownDevices;
  clientAddress: (context: Context) => string;
  removeExpired: () => Promise<void>;
};

const credentialsInput = z.object({
  email: signInEmail,
  password: z.string().min(1).max(passwordLength.max),
});
const linkToken = z.string().min(1).max(linkTokenLengthMax);

export function createRoutes(parts: Parts): Hono {
  const { site, sessions, links } = parts;
  const app = new Hono();
  app.route('/', pageAssets);
  app.use('/admin/sign-in/link', pageHeaders(site));
  app.use('/admin/auth/*', pageHeaders(site));
  app.on('POST', '/admin/auth/*', requireOwnOrigin(site), limitBody);

  app.post('/admin/auth/sign-in', (context) => signInWithPassword(context, parts));

  app.post('/admin/auth/sign-out', async (context) => {
    await sessions.revoke(context.req.raw);
    setCookie(context, cookieName('boon_session', site), '', {
      path: '/',
      httpOnly: true,
      secure: site.isSecure,
      sameSite: 'Lax',
      maxAge: 0,
    });
    return isFormPost(context) ? context.redirect('/admin/sign-in', 303) : context.body(null, 204);
  });

  app.get('/admin/sign-in/link', async (context) => {
    const token = linkToken.safeParse(context.req.query('token'));
    if (!token.success) return refuse(context, linkRefusals.unknown);
    const state = await links.look(token.data);
    if (state.kind !== 'ready') return refuse(context, linkRefusals[state.kind]);
    return context.html(linkPage({ email: state.email, token: token.data }));
  });

  app.post('/admin/auth/link', (context) => signInWithLink(context, parts));
  return app;
}

async function signInWithPassword(context: Context, parts: Parts): Promise<Response> {
  const { library, limits, devices } = parts;
  if (!isFormPost(context) && !isJsonPost(context)) return refuse(context, mediaTypeUnsupported);
  const input = credentialsInput.safeParse(await readBody(context));
  if (!input.success) return refuse(context, credentialsIncomplete(input.error));
  const { email } = input.data;
  const address = parts.clientAddress(context);
  const deviceId = await devices.recognise(context, email);
  const attempts: Attempt[] = [
    { kind: 'address', subject: addressToLimit(address) },
    deviceId ? { kind: 'device', subject: deviceId } : { kind: 'account', subject: email },
  ];
  const verdict = await limits.charge(attempts);
  if (!verdict.allowed) return refuse(context, tooManyAttempts(verdict.retryAfterSeconds));

  const cookies = await library.signInWithPassword(input.data, callerOf(context, address));
  if (!cookies) return refuse(context, credentialsWrong);
  await limits.refund(attempts);
  await devices.remember(context, email);
  return signedIn(context, parts, cookies);
}

async function signInWithLink(context: Context, parts: Parts): Promise<Response> {
  const { library, limits, links } = parts;
  if (!isFormPost(context)) return refuse(context, mediaTypeUnsupported);
  const address = parts.clientAddress(context);
  const verdict = await limits.charge([{ kind: 'link-address', subject: addressToLimit(address) }]);
  if (!verdict.allowed) return refuse(context, tooManyAttempts(verdict.retryAfterSeconds));

  const token = linkToken.safeParse((await context.req.parseBody()).token);
  if (!token.success) return refuse(context, linkRefusals.unknown);
  const userId = await links.consume(token.data);
  if (!userId) {
    const { kind } = await links.look(token.data);
    return refuse(context, linkRefusals[kind === 'ready' ? 'used' : kind]);
  }
  return signedIn(context, parts, await library.signInAs(userId, callerOf(context, address)));
}

/** The session the browser had before is ended: signing in always starts a new one. */
async function signedIn(context: Context, parts: Parts, cookies: string[]): Promise<Response> {
  await parts.sessions.revoke(context.req.raw);
  await parts.removeExpired();
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true });
  return isFormPost(context) ? context.redirect('/admin', 303) : context.body(null, 204);
}

function callerOf(context: Context, address: string) {
  return { address, userAgent: context.req.header('user-agent') ?? '' };
}

/** Null for a body that is not what its content type says; the schema then names what is missing. */
async function readBody(context: Context): Promise<unknown> {
  if (isFormPost(context)) return context.req.parseBody();
  return context.req.json().catch(() => null);
}

/** A form post from a `no-referrer` page is vouched for by fetch metadata, which plain http to another host lacks. */
function pageHeaders(site: Site): MiddlewareHandler {
  return async (context, next) => {
    context.header('Cache-Control', 'no-store');
    context.header('Referrer-Policy', site.isTrustworthy ? 'no-referrer' : 'strict-origin');
    context.header('X-Robots-Tag', 'noindex, nofollow');
    context.header('X-Content-Type-Options', 'nosniff');
    context.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    await next();
  };
}

const limitBody = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (context) => refuse(context, bodyTooLarge(bodyBytesMax)),
});
