import type { ReactNode } from 'react';
import { CopyButton } from '../../controls/CopyButton.tsx';
import { Panel } from '../../controls/Panel.tsx';
import { useSession } from '../../session/session.ts';

/** The two lines of HTML a checkout needs, and where to read on. */
export function EmbedWidget() {
  const { publicUrl } = useSession();
  const html = `<script src="${publicUrl}/widget/v1.js" defer></script>
<gift-certificate-redemption token="CHECKOUT_TOKEN"></gift-certificate-redemption>`;
  return (
    <Panel id="embed-widget" title="The widget on your page">
      <p className="mb-3 max-w-text text-ink-2">
        Two lines in your checkout. Your server puts a token of the order where it says CHECKOUT_TOKEN; it
        gets one with <Code>POST /v1/orders/{'{id}'}/checkout-tokens</Code> and a key that may redeem.
      </p>
      <pre className="mb-3 rounded-control border border-line bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        <code>{html}</code>
      </pre>
      <CopyButton text={html} label="Copy the two lines" />
      <p className="mt-4 max-w-text">
        <NewTab href={`${publicUrl}/docs/guide`}>Integration guide</NewTab>
        <span className="text-ink-2">: from nothing to a working checkout in an hour. </span>
        <NewTab href={`${publicUrl}/docs`}>API reference</NewTab>
        <span className="text-ink-2">: every call, to be tried.</span>
      </p>
    </Panel>
  );
}

function NewTab({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      className="rounded-control font-medium text-brand underline underline-offset-3"
    >
      {children}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[0.92em] wrap-anywhere">{children}</code>;
}
