type Policy = Readonly<Record<string, readonly string[]>>;

/** Our pages load from their own origin only and are framed by nobody. */
const PAGE_POLICY: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'frame-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** A mail is shown as it was written, inline styles and all, but in a frame of ours and without any power. */
const MAIL_POLICY: Policy = {
  'default-src': ["'none'"],
  'style-src': ["'unsafe-inline'"],
  'img-src': ['data:'],
  'frame-ancestors': ["'self'"],
  sandbox: [],
};

export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': written(PAGE_POLICY),
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

export const mailHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': written(MAIL_POLICY),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** `name` must be plain ASCII: it goes into a header. */
export function pdfHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${name}"`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
}

function written(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
