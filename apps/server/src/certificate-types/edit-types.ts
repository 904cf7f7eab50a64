import {
  type Actor,
  type CertificateTypeInput,
  checkCertificateType,
  DomainError,
  rejectFields,
  type Workspace,
} from '@boon/core';
import {
  countCertificateTypes,
  insertCertificateType,
  lockCertificateType,
  lockSegments,
  readWorkspace,
  type Transaction,
  updateCertificateType,
  withWorkspace,
} from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import { refuseStale, rejectProblems } from '../segments/edit-segments.ts';
import type { Services } from '../services.ts';

const TYPES_MAX = 200;

export type TypeTarget = { readonly workspaceId: string; readonly typeId: string };

/** Adds a type, priced in the workspace's currency. Repeating the same id changes nothing. @throws DomainError validation_failed */
export async function createCertificateType(
  services: Services,
  { workspaceId, typeId: id }: TypeTarget,
  input: CertificateTypeInput,
  actor: Actor,
): Promise<void> {
  const workspace = await readChecked(services, workspaceId, input);
  await withWorkspace(services.database, workspaceId, async (tx) => {
    await rejectUnknownSegments(tx, workspaceId, input);
    if (await lockCertificateType(tx, workspaceId, id)) return;
    if ((await countCertificateTypes(tx, workspaceId)) >= TYPES_MAX)
      rejectFields({ name: `A workspace has at most ${TYPES_MAX} certificate types.` });
    const type = { ...typeOf(input, workspace), id, workspaceId };
    await insertCertificateType(tx, type, actor.name, services.clock.now());
  });
}

/**
 * Changes a type that is still as the editor saw it; certificates that were sold keep what they were promised.
 * @throws DomainError stale with who was first and when, not_found, validation_failed
 */
export async function changeCertificateType(
  services: Services,
  { workspaceId, typeId: id, version }: TypeTarget & { readonly version: number },
  input: CertificateTypeInput,
  actor: Actor,
): Promise<void> {
  const workspace = await readChecked(services, workspaceId, input);
  await withWorkspace(services.database, workspaceId, async (tx) => {
    await rejectUnknownSegments(tx, workspaceId, input);
    const before = await lockCertificateType(tx, workspaceId, id);
    if (!before) throw notFound('certificate type');
    if (before.version !== version) throw new DomainError(refuseStale('certificate type', before));
    const type = { ...typeOf(input, workspace), id, workspaceId };
    await updateCertificateType(tx, type, actor.name, services.clock.now());
  });
}

async function readChecked(
  services: Services,
  workspaceId: string,
  input: CertificateTypeInput,
): Promise<Workspace> {
  const workspace = await readWorkspace(services.database, workspaceId);
  rejectProblems(checkCertificateType(input, workspace));
  return workspace;
}

// The same lock as where segments are edited: two edits at once end one after the other.
async function rejectUnknownSegments(
  tx: Transaction,
  workspaceId: string,
  { segmentIds }: CertificateTypeInput,
): Promise<void> {
  const known = new Set((await lockSegments(tx, workspaceId)).map(({ id }) => id));
  if (segmentIds.some((id) => !known.has(id))) rejectFields({ segmentIds: 'There is no such segment.' });
}

function typeOf(input: CertificateTypeInput, { currency }: Workspace) {
  return { ...input, name: input.name.trim(), currency };
}
