import { Tinypool } from 'tinypool';
import { boundDocument, type CertificateDocument } from './certificate-document.ts';

export type { CertificateDocument } from './certificate-document.ts';

export type Documents = {
  /** The PDF of one certificate: one page, the same bytes for the same data. */
  render(document: CertificateDocument): Promise<Uint8Array>;
  close(): Promise<void>;
};

const RENDER_TIMEOUT_MS = 15_000;
const WORKERS_MAX = 2;
const WORKER_MEMORY_MB = 384;
const QUEUE_MAX = 200;

/**
 * Starts the workers that draw certificates, and waits until the first has read its fonts, so that a broken
 * installation shows at start. A job that hangs or crashes takes its own worker with it and nothing else.
 */
export async function startDocuments(): Promise<Documents> {
  const pool = new Tinypool({
    filename: new URL('./certificate-worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: WORKERS_MAX,
    idleTimeout: 60_000,
    maxQueue: QUEUE_MAX,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  });
  await pool.run(undefined, { name: 'warmUp', signal: AbortSignal.timeout(60_000) });
  return {
    async render(document) {
      const signal = AbortSignal.timeout(RENDER_TIMEOUT_MS);
      const bytes: unknown = await pool.run(boundDocument(document), { name: 'render', signal });
      if (!(bytes instanceof Uint8Array)) {
        throw new TypeError('The document worker gave no bytes');
      }
      return bytes;
    },
    async close() {
      await pool.destroy();
    },
  };
}
