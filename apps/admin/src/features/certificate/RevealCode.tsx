import { Button, useToast } from '@boon/ui';
import { useEffect } from 'react';
import { sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { MaskedCode } from '../../controls/MaskedCode.tsx';
import { useMay } from '../../session/session.ts';

const SHOWN_MS = 60_000;

/** The code, masked until somebody asks for it. The asking is written in the log; the answer is forgotten after a minute. */
export function RevealCode({ certificateId, last4 }: { certificateId: string; last4: string }) {
  const mayReveal = useMay('read_codes');
  const toast = useToast();
  const cache = trpc.useUtils();
  const reveal = trpc.admin.certificates.revealCode.useMutation({
    // Nothing of the code stays in the cache once it is hidden.
    gcTime: 0,
    onSuccess: () => cache.admin.certificates.get.invalidate({ id: certificateId }),
  });
  const code = reveal.data?.code;
  const hide = reveal.reset;

  useEffect(() => {
    if (!code) return;
    const timer = setTimeout(hide, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [code, hide]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(code ?? '');
      toast({ tone: 'success', text: 'The code is on the clipboard.' });
    } catch {
      toast({
        tone: 'danger',
        text: 'This browser does not allow copying here. Select the code and copy it by hand.',
      });
    }
  }

  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="text-lg" aria-live="polite">
          {code ? (
            <span className="font-mono font-semibold whitespace-nowrap text-serial select-all">{code}</span>
          ) : (
            <MaskedCode last4={last4} />
          )}
        </p>
        {mayReveal && !code && (
          <Button
            size="admin"
            busy={reveal.isPending}
            onClick={() => reveal.mutate({ id: certificateId })}
            aria-describedby="reveal-note"
          >
            Reveal code
          </Button>
        )}
        {code && (
          <>
            <Button size="admin" onClick={copy}>
              Copy
            </Button>
            <Button size="admin" onClick={hide}>
              Hide
            </Button>
          </>
        )}
      </div>
      {mayReveal && (
        <p id="reveal-note" className="mt-1 text-xs text-ink-2">
          Revealing the code is written in the timeline with your name. It hides again after a minute.
        </p>
      )}
      {reveal.error && (
        <p role="alert" className="mt-1 text-danger">
          {sentenceFor(reveal.error)}
        </p>
      )}
    </div>
  );
}
