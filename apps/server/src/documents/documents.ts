import { Tinypool } from 'tinypool';
import { boundDocument, type CertificateDocument } from './certificate-document.ts';
import type { RosetteImage } from './rosette-image.ts';

export type { CertificateDocument } from './certificate-document.ts';

export type Documents = {
  /** The PDF of one certificate: one page, the same bytes for the same data. */
  render(document: CertificateDocument): Promise<Uint8Array>;
  /** The rosette of one certificate as a PNG. */
  renderRosette(image: RosetteImage): Promise<Uint8Array>;
  /** Resolves when a worker has read its fonts. @throws Error when the installation is broken */
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

const RENDER_TIMEOUT_MS = 15_000;
const WARM_UP_TIMEOUT_MS = 60_000;
const WORKERS_MAX = 2;
const WORKER_MEMORY_MB = 384;
const QUEUE_MAX = 200;

/**
 * Workers that draw certificates, started by the first who wants one. They are processes of their own: what fonts and
 * pages take in memory is not the server's, and a job that hangs or crashes takes its own worker with it and nothing else.
 */
export function createDocuments(): Documents {
  let started: Tinypool | null = null;
  const start = () => {
    const pool = new Tinypool({
      filename: new URL('./certificate-worker.ts', import.meta.url).href,
      runtime: 'child_process',
      minThreads: 1,
      maxThreads: WORKERS_MAX,
      idleTimeout: 60_000,
      maxQueue: QUEUE_MAX,
      execArgv: [`--max-old-space-size=${WORKER_MEMORY_MB}`],
    });
    // A worker that ends while it draws fails its job; one that ends between jobs is replaced, and is nobody's error.
    pool.on('error', () => {});
    return pool;
  };
  const pool = () => {
    started ??= start();
    return started;
  };
  const bytesOf = async (name: 'render' | 'renderRosette', job: unknown) => {
    const base64: unknown = await pool().run(job, { name, signal: AbortSignal.timeout(RENDER_TIMEOUT_MS) });
    if (typeof base64 !== 'string') throw new TypeError('The document worker gave no bytes');
    return new Uint8Array(Buffer.from(base64, 'base64'));
  };
  return {
    // Async, so that a document that cannot be drawn is a rejection too.
    render: async (document) => bytesOf('render', boundDocument(document)),
    renderRosette: (image) => bytesOf('renderRosette', image),
    async warmUp() {
      await pool().run(undefined, { name: 'warmUp', signal: AbortSignal.timeout(WARM_UP_TIMEOUT_MS) });
    },
    async close() {
      await started?.destroy();
    },
  };
}
