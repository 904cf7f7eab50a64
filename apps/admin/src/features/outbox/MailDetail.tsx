import { DownloadIcon } from '@boon/ui';
import type { AdminOutputs } from '../../api/trpc.ts';
import { Facts } from '../../controls/Facts.tsx';
import { Panel } from '../../controls/Panel.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { OutboxNotice } from './OutboxNotice.tsx';

type Mail = AdminOutputs['outbox']['get'];

export function MailDetail({ mail }: { mail: Mail }) {
  const formats = useFormats();
  return (
    <div className="flex flex-col gap-7">
      <OutboxNotice />
      <Facts
        facts={[
          { term: 'To', value: mail.to },
          { term: 'From', value: mail.from },
          { term: 'When', value: formats.instant(mail.at) },
          {
            term: 'Attachments',
            value: mail.attachments.length === 0 ? '–' : <Attachments attachments={mail.attachments} />,
          },
        ]}
      />
      <Panel id="mail-html" title="As HTML">
        {/* An empty sandbox: no script, no form, no way out of the frame. */}
        <iframe
          title={`The mail “${mail.subject}” as HTML`}
          src={mail.htmlUrl}
          sandbox=""
          className="h-[min(46rem,80vh)] w-full border border-line bg-white"
        />
      </Panel>
      <Panel id="mail-text" title="As plain text">
        <section
          aria-label="The plain text, scrollable"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-[30rem] overflow-auto border border-line bg-surface p-4"
        >
          <pre className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">{mail.text}</pre>
        </section>
      </Panel>
    </div>
  );
}

function Attachments({ attachments }: { attachments: Mail['attachments'] }) {
  const formats = useFormats();
  return (
    <ul>
      {attachments.map((attachment) => (
        <li key={attachment.url}>
          <a
            href={attachment.url}
            target="_blank"
            rel="noopener"
            className="inline-flex items-center gap-1.5 text-brand underline underline-offset-2"
          >
            <DownloadIcon className="size-3.5" />
            {attachment.name}
            <span className="sr-only">(opens in a new tab)</span>
          </a>{' '}
          <span className="text-ink-2">{formats.bytes(attachment.bytes)}</span>
        </li>
      ))}
    </ul>
  );
}
