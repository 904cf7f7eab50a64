import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment, SegmentAccess } from '../segment/segment.ts';
import type { CertificateType, Pricing } from './certificate-type.ts';
import { amountsOf, decidePurchase, type Proof, type PurchaseRequest } from './decide-purchase.ts';

const WORKSPACE = 'w';
const LIMITS = { amountMinMinor: 2_500, amountMaxMinor: 200_000, currency: 'EUR', language: 'en' };
const CLOSED: SegmentAccess = {
  kind: 'closed',
  accessCodeHashes: ['00'],
  emails: ['anna@example.com'],
  domains: ['corp.example'],
};

function segment(changes: Partial<Segment> = {}): Segment {
  return {
    id: 'agents',
    workspaceId: WORKSPACE,
    code: 'AGENTS',
    slug: 'agents',
    name: 'Agents',
    colour: '#0B5C5E',
    description: '',
    language: 'en',
    isActive: true,
    isDefault: false,
    access: { kind: 'open' },
    ...changes,
  };
}

function type(changes: Partial<CertificateType> = {}): CertificateType {
  return {
    id: 'tour',
    workspaceId: WORKSPACE,
    name: 'A tour',
    description: '',
    design: 'classic',
    currency: 'EUR',
    pricing: { kind: 'fixed', amountsMinor: [5_000, 10_000] },
    expiresAfterDays: 'workspace',
    isActive: true,
    segmentIds: [],
    ...changes,
  };
}

const LINK: Proof = { kind: 'link' };
const decide = (changes: Partial<PurchaseRequest> = {}) =>
  decidePurchase({
    segment: segment(),
    types: [type()],
    typeId: 'tour',
    amountMinor: 10_000,
    proof: LINK,
    limits: LIMITS,
    ...changes,
  })?.code ?? 'sold';

describe('who may buy', () => {
  it.each<[Proof, string]>([
    [{ kind: 'link' }, 'forbidden'],
    [{ kind: 'access_code', segmentId: 'agents' }, 'sold'],
    [{ kind: 'access_code', segmentId: 'others' }, 'forbidden'],
    [{ kind: 'email', segmentId: 'agents', email: 'ANNA@example.com' }, 'sold'],
    [{ kind: 'email', segmentId: 'agents', email: 'x@corp.example' }, 'sold'],
    [{ kind: 'email', segmentId: 'agents', email: 'x@mail.corp.example' }, 'forbidden'],
    [{ kind: 'email', segmentId: 'others', email: 'anna@example.com' }, 'forbidden'],
    [{ kind: 'staff' }, 'sold'],
    [{ kind: 'api_key' }, 'sold'],
  ])('in a closed segment: %o is %s', (proof, answer) => {
    expect(decide({ segment: segment({ access: CLOSED }), proof })).toBe(answer);
  });

  it('is everybody in an open segment, whatever else they have shown', () => {
    expect(decide()).toBe('sold');
    expect(decide({ proof: { kind: 'access_code', segmentId: 'others' } })).toBe('sold');
  });

  it('is nobody in an inactive segment, staff not excepted', () => {
    for (const proof of [LINK, { kind: 'staff' }, { kind: 'api_key' }] as const)
      expect(decide({ segment: segment({ isActive: false }), proof })).toBe('forbidden');
  });

  it('is no longer who was proven by an address that was taken off the list', () => {
    const proof: Proof = { kind: 'email', segmentId: 'agents', email: 'anna@example.com' };
    const access: SegmentAccess = { ...CLOSED, emails: [], domains: [] };
    expect(decide({ segment: segment({ access }), proof })).toBe('forbidden');
  });
});

describe('what may be bought', () => {
  it.each<[string, Partial<CertificateType>]>([
    ['for other segments', { segmentIds: ['others'] }],
    ['not active', { isActive: false }],
    ['of another workspace, should one ever be among the types', { workspaceId: 'foreign' }],
    ['priced in a currency the workspace no longer has', { currency: 'ISK' }],
    ['nobody knows', { id: 'unknown' }],
  ])('is no type that is %s, by customer, staff or key', (_what, changes) => {
    for (const proof of [LINK, { kind: 'staff' }, { kind: 'api_key' }] as const)
      expect(decide({ types: [type(changes)], proof })).toBe('type_not_available');
  });

  it('is one of the types where there are any; only the business sells an amount of its own', () => {
    expect(decide({ typeId: null })).toBe('type_not_available');
    expect(decide({ typeId: null, types: [] })).toBe('sold');
    expect(decide({ typeId: null, types: [type({ segmentIds: ['others'] })] })).toBe('sold');
    expect(decide({ typeId: null, proof: { kind: 'staff' } })).toBe('sold');
    expect(decide({ typeId: null, proof: { kind: 'api_key' } })).toBe('sold');
  });

  it('costs one of the fixed amounts, and the refusal names them', () => {
    expect(decide({ amountMinor: 5_000 })).toBe('sold');
    const refusal = decidePurchase({
      segment: segment(),
      types: [type()],
      typeId: 'tour',
      amountMinor: 7_500,
      proof: LINK,
      limits: LIMITS,
    });
    expect(refusal).toMatchObject({
      code: 'amount_out_of_range',
      details: { fields: { amountMinor: 'Choose one of €50.00, €100.00.' } },
    });
  });

  it("costs no more and no less than the workspace's limits, whatever the type says", () => {
    const free = type({ pricing: { kind: 'free', amountMinMinor: 100, amountMaxMinor: 900_000 } });
    const limits = { ...LIMITS, amountMaxMinor: 9_000 };
    expect(amountsOf(free, limits)).toEqual({ kind: 'free', amountMinMinor: 2_500, amountMaxMinor: 9_000 });
    expect(decide({ types: [free], limits, amountMinor: 9_001 })).toBe('amount_out_of_range');
    expect(decide({ limits, amountMinor: 10_000 })).toBe('amount_out_of_range');
    expect(decide({ limits: { ...LIMITS, amountMaxMinor: 4_000 } })).toBe('type_not_available');
  });
});

const ids = ['agents', 'partners', 'everyone'];
const anyId = fc.constantFrom(...ids);
const anyAmount = fc.oneof(
  fc.integer({ min: -10_000, max: 300_000 }),
  fc.constantFrom(0, 2_500, 5_000, 10_000, 200_000, Number.NaN, 2 ** 60, 5_000.5),
);
const anyAccess: fc.Arbitrary<SegmentAccess> = fc.oneof(
  fc.constant<SegmentAccess>({ kind: 'open' }),
  fc.record({
    kind: fc.constant('closed' as const),
    accessCodeHashes: fc.constantFrom([], ['00']),
    emails: fc.constantFrom([], ['anna@example.com']),
    domains: fc.constantFrom([], ['corp.example']),
  }),
);
const anyProof: fc.Arbitrary<Proof> = fc.oneof(
  fc.constantFrom<Proof>({ kind: 'link' }, { kind: 'staff' }, { kind: 'api_key' }),
  anyId.map((segmentId) => ({ kind: 'access_code', segmentId }) as const),
  fc.record({
    kind: fc.constant('email' as const),
    segmentId: anyId,
    email: fc.constantFrom('anna@example.com', 'x@corp.example', 'x@sub.corp.example', 'eve@evil.example'),
  }),
);
const anyPricing: fc.Arbitrary<Pricing> = fc.oneof(
  fc.record({
    kind: fc.constant('fixed' as const),
    amountsMinor: fc.uniqueArray(fc.constantFrom(1_000, 5_000, 10_000, 200_000, 500_000), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('free' as const),
    amountMinMinor: fc.integer({ min: 1, max: 100_000 }),
    amountMaxMinor: fc.integer({ min: 100_000, max: 500_000 }),
  }),
);
const anyRequest: fc.Arbitrary<PurchaseRequest> = fc
  .record({
    segment: fc.record({ id: anyId, isActive: fc.boolean(), access: anyAccess }).map(segment),
    types: fc.uniqueArray(
      fc
        .record({
          id: fc.constantFrom('tour', 'stay', 'spa'),
          workspaceId: fc.constantFrom(WORKSPACE, WORKSPACE, WORKSPACE, 'foreign'),
          currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'ISK'),
          isActive: fc.boolean(),
          pricing: anyPricing,
          segmentIds: fc.subarray(ids),
        })
        .map(type),
      { selector: ({ id }) => id },
    ),
    typeId: fc.constantFrom(null, 'tour', 'stay', 'spa', 'unknown'),
    amountMinor: anyAmount,
    proof: anyProof,
  })
  .map((request) => ({ ...request, limits: LIMITS }));

// The rule once more, as the specification says it, in the order of its words.
function isHonest({ segment: where, types, typeId, amountMinor, proof }: PurchaseRequest): boolean {
  const isBusiness = proof.kind === 'staff' || proof.kind === 'api_key';
  const { access } = where;
  const knows = 'segmentId' in proof && proof.segmentId === where.id;
  const enters =
    access.kind === 'open' ||
    isBusiness ||
    (knows && proof.kind === 'access_code' && access.accessCodeHashes.length > 0) ||
    (knows &&
      proof.kind === 'email' &&
      (access.emails.includes(proof.email) || access.domains.includes(proof.email.split('@')[1] ?? '')));
  const offered = types.filter(
    (one) =>
      one.isActive &&
      one.workspaceId === WORKSPACE &&
      one.currency === 'EUR' &&
      (one.segmentIds.length === 0 || one.segmentIds.includes(where.id)),
  );
  const chosen = offered.find(({ id }) => id === typeId);
  const mayGoWithout = typeId === null && (isBusiness || offered.length === 0);
  const inLimits = Number.isSafeInteger(amountMinor) && amountMinor >= 2_500 && amountMinor <= 200_000;
  const price = chosen?.pricing;
  const isPrice =
    price === undefined ||
    (price.kind === 'fixed'
      ? price.amountsMinor.includes(amountMinor)
      : amountMinor >= price.amountMinMinor && amountMinor <= price.amountMaxMinor);
  return where.isActive && enters && (chosen !== undefined || mayGoWithout) && inLimits && isPrice;
}

describe('whatever is asked of whatever is offered', () => {
  it('is sold exactly when it is honest', () => {
    let sold = 0;
    fc.assert(
      fc.property(anyRequest, (request) => {
        const refusal = decidePurchase(request);
        expect(refusal === null).toBe(isHonest(request));
        if (refusal === null) sold += 1;
        else expect(['forbidden', 'type_not_available', 'amount_out_of_range']).toContain(refusal.code);
      }),
      // About one request in thirty is honest: so many runs that the guard below never fails by chance.
      { numRuns: 5_000 },
    );
    expect(sold).toBeGreaterThan(20);
  });

  const honest: PurchaseRequest = {
    segment: segment({ access: CLOSED }),
    types: [type({ segmentIds: ['agents'] }), type({ id: 'stay', segmentIds: ['partners'] })],
    typeId: 'tour',
    amountMinor: 10_000,
    proof: { kind: 'access_code', segmentId: 'agents' },
    limits: LIMITS,
  };

  it.each<[string, Partial<PurchaseRequest>]>([
    ['the segment is inactive', { segment: segment({ access: CLOSED, isActive: false }) }],
    ['the type is inactive', { types: [type({ isActive: false })] }],
    ['the type is of another segment', { typeId: 'stay' }],
    ['there is no such type', { typeId: 'unknown' }],
    ['no type is named', { typeId: null }],
    ['the proof is of another segment', { proof: { kind: 'access_code', segmentId: 'partners' } }],
    ['there is no proof', { proof: LINK }],
    ['the amount is none of the prices', { amountMinor: 10_001 }],
    ['the amount is half a cent off', { amountMinor: 10_000.5 }],
  ])('is refused as soon as one thing of an honest request is forged: %s', (_what, forged) => {
    expect(decide(honest)).toBe('sold');
    expect(decide({ ...honest, ...forged })).not.toBe('sold');
  });
});
