const REQUEST_TIMEOUT_MS = 20_000;
const UNREACHABLE = 'The server could not be reached. Check your connection and try again.';

export type SignInAnswer = { ok: true } | { ok: false; problem: string };

/** Signs in with a password; the session arrives as a cookie that no script can read. */
export async function requestSignIn(email: string, password: string): Promise<SignInAnswer> {
  try {
    const response = await post('/admin/auth/sign-in', { email, password });
    if (response.ok) return { ok: true };
    return { ok: false, problem: await problemIn(response) };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

export async function requestSignOut(): Promise<boolean> {
  try {
    return (await post('/admin/auth/sign-out', {})).ok;
  } catch {
    return false;
  }
}

function post(path: string, body: Record<string, string>): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
}

async function problemIn(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === 'object' && answer && 'detail' in answer && typeof answer.detail === 'string')
    return answer.detail;
  if (response.status === 401) return 'The e-mail address and the password do not match.';
  if (response.status === 429) return 'Too many attempts. Wait a minute and try again.';
  return 'Signing in did not work. Try again in a moment.';
}
