import {
  type Actor,
  checkSegment,
  DomainError,
  normalDomain,
  normalEmail,
  refuse,
  rejectFields,
  type Segment,
  type SegmentAccess,
  type SegmentInput,
} from '@boon/core';
import {
  insertSegment,
  lockSegments,
  type StoredSegment,
  type Transaction,
  updateSegment,
  withWorkspace,
} from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';

const SEGMENTS_MAX = 100;

export type SegmentTarget = { readonly workspaceId: string; readonly segmentId: string };

/** Adds a segment. Repeating the same id changes nothing. @throws DomainError validation_failed with the fields */
export async function createSegment(
  services: Services,
  { workspaceId, segmentId: id }: SegmentTarget,
  input: SegmentInput,
  actor: Actor,
): Promise<void> {
  rejectProblems(checkSegment(input));
  await withWorkspace(services.database, workspaceId, async (tx) => {
    const existing = await lockSegments(tx, workspaceId);
    if (existing.some((segment) => segment.id === id)) return;
    if (existing.length >= SEGMENTS_MAX)
      rejectFields({ name: `A workspace has at most ${SEGMENTS_MAX} segments.` });
    rejectProblems(takenFields(input, existing));
    const segment = segmentOf(services, { id, workspaceId }, input, []);
    if (input.isDefault) await takeDefaultAway(services, tx, existing, actor);
    await insertSegment(tx, segment, actor.name);
  });
}

/**
 * Changes a segment that is still as the editor saw it. The default one stays active and stays the default until
 * another takes its place. @throws DomainError stale with who was first and when, not_found, validation_failed
 */
export async function changeSegment(
  services: Services,
  { workspaceId, segmentId: id, version }: SegmentTarget & { readonly version: number },
  input: SegmentInput,
  actor: Actor,
): Promise<void> {
  rejectProblems(checkSegment(input));
  await withWorkspace(services.database, workspaceId, async (tx) => {
    const existing = await lockSegments(tx, workspaceId);
    const before = existing.find((segment) => segment.id === id);
    if (!before) throw notFound('segment');
    if (before.version !== version) throw new DomainError(refuseStale('segment', before));
    const others = existing.filter((segment) => segment.id !== id);
    rejectProblems({ ...takenFields(input, others), ...defaultProblems(input, before) });
    const codes = before.access.kind === 'closed' ? before.access.accessCodeHashes : [];
    if (input.isDefault && !before.isDefault) await takeDefaultAway(services, tx, others, actor);
    const segment = segmentOf(services, { id, workspaceId }, input, codes);
    await updateSegment(tx, segment, actor.name, services.clock.now());
  });
}

/** Told to the second of two editors. */
export function refuseStale(
  what: string,
  { changedByName, changedAt }: { readonly changedByName: string | null; readonly changedAt: Date },
) {
  return refuse('stale', `${changedByName ?? 'Someone'} changed this ${what} meanwhile. Look at it again.`, {
    changedBy: changedByName,
    changedAt: changedAt.toISOString(),
  });
}

export function rejectProblems(problems: Readonly<Record<string, string>>): void {
  if (Object.keys(problems).length > 0) rejectFields(problems);
}

function takenFields(input: SegmentInput, others: readonly StoredSegment[]): Record<string, string> {
  const problems: Record<string, string> = {};
  if (others.some(({ slug }) => slug === input.slug)) problems.slug = 'Another segment has this address.';
  if (others.some(({ code }) => code === input.code)) problems.code = 'Another segment has this code.';
  return problems;
}

function defaultProblems(input: SegmentInput, before: StoredSegment): Record<string, string> {
  if (!before.isDefault) return {};
  if (!input.isActive) return { isActive: 'The default segment is always active.' };
  return input.isDefault ? {} : { isDefault: 'Make another segment the default instead.' };
}

async function takeDefaultAway(
  services: Services,
  tx: Transaction,
  among: readonly StoredSegment[],
  actor: Actor,
): Promise<void> {
  const current = among.find(({ isDefault }) => isDefault);
  if (!current) return;
  const { version: _version, changedAt: _changedAt, changedByName: _changedByName, ...segment } = current;
  await updateSegment(tx, { ...segment, isDefault: false }, actor.name, services.clock.now());
}

function segmentOf(
  services: Services,
  ids: Pick<Segment, 'id' | 'workspaceId'>,
  { access, ...input }: SegmentInput,
  keptHashes: readonly string[],
): Segment {
  return { ...input, ...ids, name: input.name.trim(), access: accessOf(services, ids, access, keptHashes) };
}

function accessOf(
  { entryKeys }: Services,
  ids: Pick<Segment, 'id' | 'workspaceId'>,
  input: SegmentInput['access'],
  keptHashes: readonly string[],
): SegmentAccess {
  if (input.kind === 'open') return input;
  const hashes = input.accessCodes?.map((code) => entryKeys.hashAccessCode(code, ids)) ?? keptHashes;
  return {
    kind: 'closed',
    accessCodeHashes: [...new Set(hashes)],
    emails: [...new Set(input.emails.map(normalEmail).filter((email) => email !== null))],
    domains: [...new Set(input.domains.map(normalDomain).filter((domain) => domain !== null))],
  };
}
