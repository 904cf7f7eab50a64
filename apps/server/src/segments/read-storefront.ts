import type { CertificateType, Proof, Segment, Workspace } from '@boon/core';
import { findSegment, findWorkspaceBySlug, listCertificateTypes } from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import { readProof } from './entry.ts';

export type ShopAddress = {
  readonly workspace: string;
  /** Null for the default one. */
  readonly segment: string | null;
};

export type Shop = { readonly workspace: Workspace; readonly segment: Segment };

export type Storefront = Shop & {
  /** Every type of the workspace, for sale here or not. */
  readonly types: readonly CertificateType[];
  readonly proof: Proof;
};

/** @throws DomainError not_found, also for a segment that is not active */
export async function readShop(services: Services, address: ShopAddress): Promise<Shop> {
  const workspace = await findWorkspaceBySlug(services.database, address.workspace);
  if (!workspace) throw notFound('shop');
  const segment = await findSegment(services.database, workspace.id, address.segment);
  if (!segment) throw notFound('shop');
  return { workspace, segment };
}

/** The shop with what it sells and what the customer has proven. @throws DomainError not_found */
export async function readStorefront(
  services: Services,
  address: ShopAddress & { readonly proof: string | null },
): Promise<Storefront> {
  const { workspace, segment } = await readShop(services, address);
  const types = await listCertificateTypes(services.database, workspace.id);
  return { workspace, segment, types, proof: readProof(services, workspace.id, address.proof) };
}
