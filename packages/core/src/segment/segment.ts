/** What may be typed behind `/p/{workspace}/`: pages of the portal that no segment can take the place of. */
export const RESERVED_SEGMENT_SLUGS = ['success', 'cancelled', 'check', 'certificate'] as const;

/** Who may buy: whoever has the link, or who knows an access code or reads mail at a listed address. */
export type SegmentAccess =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'closed';
      /** Keyed hashes, in hex: the codes themselves are kept nowhere. */
      readonly accessCodeHashes: readonly string[];
      /** As `normalEmail` writes them. */
      readonly emails: readonly string[];
      /** As `normalDomain` writes them; a listed domain says nothing about its sub-domains. */
      readonly domains: readonly string[];
    };

/** A customer group or market; exactly one per workspace is the default. */
export type Segment = {
  readonly id: string;
  readonly workspaceId: string;
  /** Short name for staff and reports, unique in the workspace. */
  readonly code: string;
  /** Its part of the portal's address, unique in the workspace. */
  readonly slug: string;
  readonly name: string;
  readonly colour: string;
  readonly description: string;
  /** BCP 47, of its mails and documents. */
  readonly language: string;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  readonly access: SegmentAccess;
};

/** The segment a workspace begins with: everybody may buy. */
export function firstSegment(
  segment: Pick<Segment, 'id' | 'workspaceId' | 'slug' | 'name' | 'language'>,
): Segment {
  return {
    ...segment,
    code: segment.slug.toUpperCase(),
    colour: '#0B5C5E',
    description: '',
    isActive: true,
    isDefault: true,
    access: { kind: 'open' },
  };
}

/** The ways into a closed segment that lead anywhere; none for one that only staff sell to. */
export type WayIn = 'access_code' | 'email';

export function waysInto(access: SegmentAccess): WayIn[] {
  if (access.kind === 'open') return [];
  const ways: WayIn[] = [];
  if (access.accessCodeHashes.length > 0) ways.push('access_code');
  if (access.emails.length + access.domains.length > 0) ways.push('email');
  return ways;
}
