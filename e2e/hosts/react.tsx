import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import type {} from '../../apps/widget/src/react-types.ts';

type CheckoutProps = { readonly token: string; readonly script: string };

/** What the tests read; also what a shop would send to its analytics. */
const heard: unknown[] = [];
Object.assign(window, { heard });

function Checkout({ token, script }: CheckoutProps) {
  const [dueMinor, setDueMinor] = useState<number | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        heard.push({ name: 'submit' });
      }}
    >
      <h1>Checkout</h1>
      <script async src={script} />
      <gift-certificate-redemption
        token={token}
        locale="en"
        name="certificates"
        onready={({ detail }) => setDueMinor(detail.dueMinor)}
        onapplied={({ detail }) => {
          heard.push({ name: 'applied', ...detail });
          setDueMinor(detail.dueMinor);
        }}
        onremoved={({ detail }) => {
          heard.push({ name: 'removed', ...detail });
          setDueMinor(detail.dueMinor);
        }}
        onerror={({ detail }) => heard.push({ name: 'error', ...detail })}
      />
      <p>
        Left to pay: <output>{dueMinor}</output>
      </p>
      <button type="submit">Pay</button>
    </form>
  );
}

/** Two views of a single-page shop; leaving the checkout takes the widget off the page. */
function Shop(props: CheckoutProps) {
  const [view, setView] = useState<'tours' | 'checkout'>('tours');
  return (
    <main>
      <nav aria-label="Shop">
        <button type="button" onClick={() => setView('tours')}>
          Tours
        </button>
        <button type="button" onClick={() => setView('checkout')}>
          Checkout
        </button>
      </nav>
      {view === 'tours' ? <h1>Tours</h1> : <Checkout {...props} />}
    </main>
  );
}

const root = document.querySelector<HTMLElement>('#root');
if (root) {
  const { token = '', script = '' } = root.dataset;
  createRoot(root).render(<Shop token={token} script={script} />);
}
