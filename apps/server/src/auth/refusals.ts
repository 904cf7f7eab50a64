import type { Context } from 'hono';
import type { ZodError } from 'zod';
import { passwordLength } from './auth-options.ts';
import { messagePage } from './pages.ts';

export type Refusal = {
  status: 400 | 401 | 403 | 404 | 410 | 413 | 415 | 422 | 429;
  code: string;
  title: string;
  /** A sentence for the person: what happened and what to do. */
  detail: string;
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
};

export const credentialsWrong: Refusal = {
  status: 401,
  code: 'credentials_wrong',
  title: 'Sign-in failed',
  detail: 'The e-mail address or the password is not right. Check both and try again.',
};

export const mediaTypeUnsupported: Refusal = {
  status: 415,
  code: 'media_type_unsupported',
  title: 'This request has a format we do not read',
  detail: 'Send it from the sign-in page.',
};

export const linkRefusals = {
  used: {
    status: 410,
    code: 'link_used',
    title: 'This link has been used',
    detail:
      'A sign-in link works once. If you are not signed in, use your password or ask whoever runs Boon for a new link.',
  },
  expired: {
    status: 410,
    code: 'link_expired',
    title: 'This link has expired',
    detail: 'Sign-in links work for a short time. Use your password or ask whoever runs Boon for a new link.',
  },
  unknown: {
    status: 404,
    code: 'link_unknown',
    title: 'This link is not valid',
    detail:
      'It may have been cut off when it was copied. Copy the whole link again, or ask whoever runs Boon for a new one.',
  },
} as const satisfies Record<string, Refusal>;

export function tooManyAttempts(retryAfterSeconds: number): Refusal {
  const wait = retryAfterSeconds === 1 ? '1 second' : `${retryAfterSeconds} seconds`;
  return {
    status: 429,
    code: 'rate_limited',
    title: 'Too many attempts',
    detail: `Wait ${wait}, then try again.`,
    retryAfterSeconds,
  };
}

export function bodyTooLarge(bytesMax: number): Refusal {
  return {
    status: 413,
    code: 'body_too_large',
    title: 'This request is too large',
    detail: `Send at most ${bytesMax} bytes.`,
  };
}

export function credentialsIncomplete(error: ZodError): Refusal {
  const messages: Record<string, string> = {
    email: 'Enter the e-mail address of your account.',
    password: `Enter your password, at most ${passwordLength.max} characters.`,
  };
  const wrong = new Set(error.issues.map((issue) => issue.path[0]));
  const named = Object.entries(messages).filter(([field]) => wrong.has(field));
  const fields = named.length > 0 ? Object.fromEntries(named) : messages;
  return {
    status: 422,
    code: 'validation_failed',
    title: 'Something is missing',
    detail: Object.values(fields).join(' '),
    fields,
  };
}

export function isFormPost(context: Context): boolean {
  return mediaType(context) === 'application/x-www-form-urlencoded';
}

export function isJsonPost(context: Context): boolean {
  return mediaType(context) === 'application/json';
}

function mediaType(context: Context): string {
  return (context.req.header('content-type') ?? '').split(';', 1).join().trim().toLowerCase();
}

/** Someone who opened a link or sent a form gets a page, a script gets an RFC 9457 problem. */
export function refuse(context: Context, refusal: Refusal): Response | Promise<Response> {
  const { status, code, title, detail, fields, retryAfterSeconds } = refusal;
  context.header('Cache-Control', 'no-store');
  if (retryAfterSeconds !== undefined) context.header('Retry-After', String(retryAfterSeconds));
  if (context.req.method !== 'POST' || isFormPost(context)) {
    return context.html(messagePage({ title, detail }), status);
  }
  const problem = {
    type: 'about:blank',
    title,
    status,
    code,
    detail,
    ...(fields && { fields }),
    ...(retryAfterSeconds !== undefined && { retry_after_seconds: retryAfterSeconds }),
  };
  return context.body(JSON.stringify(problem), status, { 'Content-Type': 'application/problem+json' });
}
