import { AlertIcon } from '@boon/ui';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../controls/CopyButton.tsx';

export type NewKeyProps = {
  name: string;
  secret: string;
  /** Somebody tried to leave without the key. */
  isWarned: boolean;
  onCopied: () => void;
};

/** The key, the one time it is shown. */
export function NewKey({ name, secret, isWarned, onCopied }: NewKeyProps) {
  const copyRef = useRef<HTMLButtonElement>(null);
  useEffect(() => copyRef.current?.focus(), []);

  return (
    <div className="flex flex-col gap-3">
      <p>
        The key <bdi className="font-semibold">{name}</bdi> is made. Put it where your server keeps its
        secrets. It is <strong className="font-semibold">shown only this once</strong>: if it is lost, revoke
        it and create another.
      </p>
      <p className="rounded-control border border-line-strong bg-sunken px-3 py-2 font-mono font-medium wrap-anywhere select-all">
        {secret}
      </p>
      <CopyButton ref={copyRef} text={secret} label="Copy the key" onCopied={onCopied} />
      {isWarned && (
        <p role="alert" className="flex items-start gap-1.5 font-medium text-danger">
          <AlertIcon className="mt-[0.2em] size-3.5" />
          <span>
            The key has not been copied and cannot be shown again. Close once more to go without it.
          </span>
        </p>
      )}
    </div>
  );
}
