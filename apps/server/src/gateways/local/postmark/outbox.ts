import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PrivateFiles } from '../private-files.ts';
import type { LocalLog, Outbox, OutboxMail } from '../types.ts';

const MAILS_MAX = 2_000;

const mailRecord = z.object({
  id: z.uuid(),
  /** Grows with every mail, since several can share a millisecond. */
  order: z.int(),
  at: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  replyTo: z.string().nullable(),
  tag: z.string().nullable(),
  messageStream: z.string(),
  metadata: z.record(z.string(), z.string()),
  attachments: z.array(
    z.object({
      name: z.string(),
      contentType: z.string(),
      bytes: z.int(),
      /** Of a picture that the HTML shows; mails kept by earlier versions have none. */
      contentId: z.string().nullable().default(null),
    }),
  ),
});

const mailContent = mailRecord.extend({ html: z.string(), text: z.string() });

export type MailRecord = z.infer<typeof mailRecord>;

export type NewMail = Omit<z.infer<typeof mailContent>, 'id' | 'order' | 'attachments'> & {
  attachments: readonly { name: string; contentType: string; content: Buffer; contentId: string | null }[];
};

export type MailBook = Outbox & {
  add(mail: NewMail): Promise<MailRecord>;
  /** Newest first. */
  records(): MailRecord[];
};

/** The mails of the local Postmark: heads in memory, texts and attachments in files of their own. */
export async function openMailBook(files: PrivateFiles, log: LocalLog): Promise<MailBook> {
  const mails = await readMails(files, log);

  async function makeRoom(): Promise<void> {
    while (mails.size > MAILS_MAX) {
      const [oldest] = mails.values();
      if (oldest === undefined) return;
      mails.delete(oldest.id);
      await files.remove(contentFile(oldest.id));
      await Promise.all(oldest.attachments.map((_, index) => files.remove(attachmentFile(oldest.id, index))));
    }
  }

  function newestFirst(): MailRecord[] {
    return [...mails.values()].reverse();
  }

  let order = newestFirst()[0]?.order ?? 0;

  return {
    async add({ html, text, attachments, ...head }) {
      order += 1;
      const id = randomUUID();
      const heads = attachments.map(({ name, contentType, content, contentId }) => ({
        name,
        contentType,
        bytes: content.byteLength,
        contentId,
      }));
      const record: MailRecord = { ...head, id, order, attachments: heads };
      await Promise.all(
        attachments.map(({ content }, index) => files.write(attachmentFile(id, index), content)),
      );
      await files.write(contentFile(id), JSON.stringify({ ...record, html, text }));
      mails.set(id, record);
      await makeRoom();
      return record;
    },

    records: newestFirst,

    list: ({ limit }) => newestFirst().slice(0, Math.max(0, limit)).map(toOutboxMail),

    async get(id) {
      const record = mails.get(id);
      const stored = record === undefined ? null : await files.read(contentFile(record.id));
      if (record === undefined || stored === null) return null;
      const { html, text } = mailContent.parse(JSON.parse(stored.toString()));
      return { ...toOutboxMail(record), html, text };
    },

    async attachment(id, index) {
      const attachment = mails.get(id)?.attachments[index];
      const content = attachment === undefined ? null : await files.read(attachmentFile(id, index));
      if (attachment === undefined || content === null) return null;
      return { name: attachment.name, contentType: attachment.contentType, content };
    },
  };
}

async function readMails(files: PrivateFiles, log: LocalLog): Promise<Map<string, MailRecord>> {
  const records: MailRecord[] = [];
  for (const { name, value } of await files.readAllJson()) {
    const parsed = mailRecord.safeParse(value);
    if (parsed.success) records.push(parsed.data);
    else log('local Postmark skips a damaged file', { file: name });
  }
  records.sort((a, b) => a.order - b.order);
  return new Map(records.map((record) => [record.id, record]));
}

function toOutboxMail({ id, at, to, from, subject, attachments }: MailRecord): OutboxMail {
  return { id, at, to, from, subject, attachments };
}

function contentFile(id: string): string {
  return `${id}.json`;
}

function attachmentFile(id: string, index: number): string {
  return `${id}.attachment-${index}`;
}
