import type { CertificateStatus, Origin, StoredCertificate } from '@boon/core';
import { listCertificates, readCertificates } from '@boon/db';
import type { Services } from '../services.ts';

export type CertificateSearch = {
  readonly status: CertificateStatus | null;
  readonly origin: Origin | null;
  /** Part of a name, an e-mail address or a number, or a code's last four characters. */
  readonly text: string | null;
};

/** Newest first, a page at a time, each certificate whole. `cursor` is one that an earlier page gave. */
export async function listWholeCertificates(
  services: Services,
  workspaceId: string,
  search: CertificateSearch,
  page: { readonly limit: number; readonly cursor: string | null },
): Promise<{ readonly certificates: readonly StoredCertificate[]; readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await listCertificates(
    services.database,
    workspaceId,
    {
      search: search.text ?? undefined,
      status: search.status === null ? undefined : [search.status],
      origin: search.origin === null ? undefined : [search.origin],
    },
    { ...page, now: services.clock.now() },
  );
  const ids = rows.map(({ id }) => id);
  const stored = await readCertificates(services.database, workspaceId, ids);
  const byId = new Map(stored.map((certificate) => [certificate.id, certificate]));
  return { certificates: ids.flatMap((id) => byId.get(id) ?? []), nextCursor };
}
