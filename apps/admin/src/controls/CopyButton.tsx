import { Button, type ButtonProps } from '@boon/ui';
import { useEffect, useState } from 'react';

const SAID_MS = 4_000;

export type CopyButtonProps = Pick<ButtonProps, 'variant' | 'ref'> & {
  text: string;
  /** The whole name of the button: "Copy the key". */
  label: string;
  onCopied?: () => void;
};

/** Says beside itself what happened: a notice of the page would be out of reach behind a dialog. */
export function CopyButton({ text, label, onCopied, ...button }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  useEffect(() => {
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome('none'), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
      onCopied?.();
    } catch {
      setOutcome('failed');
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button {...button} size="admin" onClick={copy}>
        {label}
      </Button>
      <p role="status" className={outcome === 'failed' ? 'text-danger' : 'text-ink-2'}>
        {outcome === 'copied' && 'Copied.'}
        {outcome === 'failed' &&
          'This browser does not allow copying here. Select the text and copy it by hand.'}
      </p>
    </div>
  );
}
