import type { BoonProblem } from '@boon/client';
import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';

/** Something between the shop and Boon went wrong: in words, and with a way on. */
export function troublePage(problem: BoonProblem, retryPath: string): Markup {
  return layout({
    title: 'Something went wrong',
    main: html`
<h1>That did not work</h1>
<p class="notice" role="alert">${inWords(problem)}</p>
<p><a href="${retryPath}">Try again</a> or <a href="/demo">start over</a>.</p>`,
  });
}

export function inWords({ code, status, message }: BoonProblem): string {
  if (status === 429) return 'There is too much going on right now. Please wait a moment and try again.';
  switch (code) {
    case 'timed_out':
    case 'unreachable':
    case 'unexpected_answer':
      return 'Our payment service does not answer right now. Nothing is lost: your booking and your gift certificates are as they were.';
    case 'not_found':
      return 'We know no booking at this address. Please check the link.';
    case 'order_closed':
      return 'This booking is closed and can no longer be changed.';
    case 'unauthorized':
    case 'forbidden':
      return 'This shop is not set up correctly: its API key was refused. Nothing was charged.';
    default:
      return `${message} Nothing was charged.`;
  }
}
