import { Button } from '@boon/ui';
import { useState } from 'react';

/** The code for its holder: real text to read or copy, grouped by four. */
export function CodeLine({ code }: { code: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <p className="font-mono text-xl font-semibold whitespace-nowrap text-serial sm:text-2xl">
        <span className="sr-only">Code: </span>
        {code}
      </p>
      <Button variant="quiet" onClick={copy} className="-mx-[1.125rem]">
        Copy the code
      </Button>
      <p role="status" className="text-sm text-ink-2">
        {copied === 'yes' && 'Copied'}
        {copied === 'failed' && 'Please select and copy it by hand.'}
      </p>
    </div>
  );
}
