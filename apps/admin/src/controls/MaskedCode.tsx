import { maskCode } from '@boon/core/code';

/** All that a list shows of a code. */
export function MaskedCode({ last4 }: { last4: string }) {
  return (
    <span className="font-mono font-medium whitespace-nowrap text-serial">
      <span aria-hidden="true">{maskCode(last4)}</span>
      <span className="sr-only">Code ending in {[...last4].join(' ')}</span>
    </span>
  );
}
