import type { Configuration } from '../env.ts';
import type { Signpost } from '../pages/home.ts';
import { DEMO_SLUG } from '../seed/aurora.ts';

export type Demo = { readonly apiKey: string; readonly publicUrl: string };

export type SignIn = { readonly link: string } | { readonly email: string } | null;

/** What `/` lists. */
export function signpostsOf(hasDemo: boolean): Signpost[] {
  const console: Signpost = {
    name: 'Staff console',
    path: '/admin',
    says: 'Find, create, send and void certificates.',
  };
  const reference: Signpost = { name: 'REST API', path: '/docs', says: 'For the server of a booking site.' };
  if (!hasDemo) return [console, reference];
  return [
    {
      name: 'Aurora Journeys: gift certificates',
      path: `/p/${DEMO_SLUG}`,
      says: 'The public portal of the demo workspace.',
    },
    {
      name: 'Aurora Journeys: check a certificate',
      path: `/p/${DEMO_SLUG}/check`,
      says: 'What a code is worth and how long it is valid.',
    },
    {
      name: 'Sample booking checkout',
      path: '/demo',
      says: 'A booking site of its own, with the widget in its checkout.',
    },
    console,
    reference,
  ];
}

/** Prints what is where. */
export function announce(
  { publicUrl, port, stripe, postmark }: Configuration,
  demo: Demo | null,
  signIn: SignIn,
): void {
  const lines: [string, string][] = [['Boon', publicUrl]];
  if (demo) {
    lines.push(
      ['Portal', `${publicUrl}/p/${DEMO_SLUG}`],
      ['Checkout', `${publicUrl}/demo`],
      ['API key', demo.apiKey],
    );
  }
  if (signIn && 'link' in signIn) lines.push(['Admin', `${signIn.link}  (signs in once, within 24 hours)`]);
  else lines.push(['Admin', signIn ? `${publicUrl}/admin, as ${signIn.email}` : `${publicUrl}/admin`]);
  if (!stripe) lines.push(['Payments', 'test page, no money moves']);
  if (!postmark) lines.push(['Mails', `local outbox, ${publicUrl}/admin/outbox`]);
  if (!signIn) lines.push(['Note', 'there is no workspace yet; BOON_DEMO=1 makes the demo workspace']);
  const table = lines.map(([name, value]) => `  ${name.padEnd(9)} ${value}`).join('\n');
  console.log(`\n${table}\n\nListening on port ${port}. Ctrl-C stops everything.`);
}
