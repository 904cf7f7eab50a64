/** Nobody may take a mail of the outbox for one that was sent. */
export function OutboxNotice() {
  return (
    <p className="rounded-panel border border-warning bg-warning-soft px-4 py-2.5 text-warning">
      <strong className="font-semibold">These mails went nowhere.</strong> No mail service is connected, so
      they are kept here to be looked at. Nobody has received them.
    </p>
  );
}
