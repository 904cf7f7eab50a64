import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateDocument } from './certificate-document.ts';
import { createDocuments, type Documents } from './documents.ts';

const certificate: CertificateDocument = {
  id: '019a2c7f-10ab-7def-8123-0123456789ab',
  number: 'GC-2026-004182',
  amountMinor: 15_000,
  currency: 'EUR',
  language: 'en',
  businessName: 'Aurora Journeys',
  brandColour: '#0B5C5E',
  publicEmail: 'hello@aurora.example',
  recipientName: 'Łucja Brønsted',
  purchaserName: 'Mateo & Ana',
  message: 'Thirty looks good on you.',
  code: '7KQMR4XT9HWD',
  validThrough: '2028-11-22',
  issuedOn: '2026-11-22',
  terms: 'Used in full on one booking.',
  checkUrl: 'https://gifts.aurora.example/p/aurora/check#7KQMR4XT9HWD',
  pageSize: 'A4',
};

const BYTES_MAX = 300_000;

function read(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function pagesOf(bytes: Uint8Array): number {
  return read(bytes).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

describe('documents', { timeout: 30_000 }, () => {
  let documents: Documents;

  beforeAll(async () => {
    documents = createDocuments();
    await documents.warmUp();
  }, 60_000);

  afterAll(async () => {
    await documents.close();
  });

  it('gives one page of the right size', async () => {
    const a4 = await documents.render(certificate);
    const letter = await documents.render({ ...certificate, pageSize: 'LETTER' });
    expect([pagesOf(a4), pagesOf(letter)]).toEqual([1, 1]);
    expect(read(a4)).toMatch(/\/MediaBox \[0 0 595\.2\d* 841\.8\d*\]/);
    expect(read(letter)).toMatch(/\/MediaBox \[0 0 612 792\]/);
  });

  it('gives the same bytes for the same data, also from another worker at the same time', async () => {
    const [first, second] = await Promise.all([documents.render(certificate), documents.render(certificate)]);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, await documents.render(certificate))).toBe(0);
  });

  it('gives the rosette as a picture', async () => {
    const png = await documents.renderRosette({ seed: certificate.id, colour: '#0B5C5E', size: 264 });
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
    expect(png.byteLength).toBeLessThan(60_000);
  });

  it('holds anything a person can type on one page of at most 300 kB', async () => {
    const word = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(20);
    const scripts =
      'С днём Χρόνια Nguyễn जन्मदिन كل عام שלום สุขสันต์ 生日快樂 誕生日おめでとう 생일 🎂👨‍👩‍👧 ẹ́ \uFFFF\u202E';
    for (const text of [word, scripts.repeat(12), '', '\n\n\n', '🎉'.repeat(500), 'a '.repeat(1_000)]) {
      const bytes = await documents.render({
        ...certificate,
        pageSize: 'LETTER',
        businessName: text,
        recipientName: text,
        purchaserName: text,
        message: text,
        terms: text.repeat(4),
      });
      expect(pagesOf(bytes)).toBe(1);
      expect(bytes.byteLength).toBeLessThan(BYTES_MAX);
    }
  }, 60_000);

  it('keeps the code out of everything but the drawing', async () => {
    const file = read(await documents.render(certificate));
    expect(file).not.toContain('7KQM');
    expect(file).not.toContain('/URI');
  });

  it('dates the file by the day of issue', async () => {
    const file = read(await documents.render(certificate));
    expect(file.match(/\(D:\d+Z?\)/g)).toEqual(['(D:20261122000000Z)', '(D:20261122000000Z)']);
  });

  it('refuses a document without a usable code before it reaches a worker, and does not repeat the code', async () => {
    for (const code of ['', '7KQM-R4XT-9HWD', '7KQMR4XT9HWI']) {
      const refused = documents.render({ ...certificate, code });
      await expect(refused).rejects.toThrow(RangeError);
      await expect(refused).rejects.not.toThrow(/7KQM/);
    }
  });

  it('fails a broken job alone and draws the next one', async () => {
    await expect(documents.render({ ...certificate, brandColour: 'teal' })).rejects.toThrow('teal');
    await expect(documents.render(certificate)).resolves.toBeInstanceOf(Uint8Array);
  });
});

/** Processes that draw for this one, as Linux knows them. */
function drawers(): number[] {
  const children = globSync(`/proc/${process.pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tinypool'));
}

it.runIf(process.platform === 'linux')(
  'a worker that is killed between jobs takes nothing with it',
  async () => {
    const before = drawers();
    const documents = createDocuments();
    await documents.warmUp();
    const [worker] = drawers().filter((pid) => !before.includes(pid));
    if (worker === undefined) throw new Error('no worker was started');
    process.kill(worker, 'SIGKILL');
    const isAnother = (pid: number) => pid !== worker && !before.includes(pid);
    await expect.poll(() => drawers().some(isAnother)).toBe(true);
    expect(pagesOf(await documents.render(certificate))).toBe(1);
    await documents.close();
  },
  30_000,
);
