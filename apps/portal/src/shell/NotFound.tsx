import { BareNotice } from './Notice.tsx';

export function NotFound() {
  return (
    <BareNotice title="Page not found" heading="There is no such page">
      <p>
        The address may be incomplete or out of date. Please check it, or ask the business that gave it to
        you.
      </p>
    </BareNotice>
  );
}
