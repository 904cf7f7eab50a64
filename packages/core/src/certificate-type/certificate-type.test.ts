import { describe, expect, it } from 'vitest';
import { activate, createCertificate } from '../certificate/create-certificate.ts';
import { certificate, facts, NOW, openPayment, PAID, STAFF, ZONE } from '../testing/given.ts';
import { type CertificateType, promisedDays } from './certificate-type.ts';
import { type CertificateTypeInput, checkCertificateType } from './type-input.ts';

const LIMITS = { amountMinMinor: 2_500, amountMaxMinor: 200_000, currency: 'EUR', language: 'en' };
const TYPE: CertificateTypeInput = {
  name: 'A day on the water',
  description: 'Two people, one kayak.',
  design: 'fjord',
  pricing: { kind: 'fixed', amountsMinor: [5_000, 10_000] },
  expiresAfterDays: 'workspace',
  isActive: true,
  segmentIds: [],
};
const fields = (changes: Partial<CertificateTypeInput>) =>
  Object.keys(checkCertificateType({ ...TYPE, ...changes }, LIMITS));

describe('a certificate type', () => {
  it('is fine when every field is', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ pricing: { kind: 'free', amountMinMinor: 2_500, amountMaxMinor: 200_000 } })).toEqual([]);
    expect(fields({ expiresAfterDays: null })).toEqual([]);
    expect(fields({ expiresAfterDays: 90 })).toEqual([]);
  });

  it.each<[Partial<CertificateTypeInput>, string[]]>([
    [{ name: '' }, ['name']],
    [{ description: 'x'.repeat(501) }, ['description']],
    [{ design: 'Fjord; drop' }, ['design']],
    [{ pricing: { kind: 'fixed', amountsMinor: [] } }, ['pricing.amountsMinor']],
    [{ pricing: { kind: 'fixed', amountsMinor: [5_000, 5_000] } }, ['pricing.amountsMinor']],
    [{ pricing: { kind: 'fixed', amountsMinor: [5_000, 2_499] } }, ['pricing.amountsMinor.1']],
    [{ pricing: { kind: 'fixed', amountsMinor: [Number.NaN] } }, ['pricing.amountsMinor.0']],
    [{ pricing: { kind: 'free', amountMinMinor: 9_000, amountMaxMinor: 8_000 } }, ['pricing.amountMinMinor']],
    [
      { pricing: { kind: 'free', amountMinMinor: 2_500, amountMaxMinor: 2 ** 60 } },
      ['pricing.amountMaxMinor'],
    ],
    [{ expiresAfterDays: 0 }, ['expiresAfterDays']],
    [{ expiresAfterDays: 1.5 }, ['expiresAfterDays']],
    [{ expiresAfterDays: 36_501 }, ['expiresAfterDays']],
    [{ segmentIds: ['a', 'a'] }, ['segmentIds']],
  ])('with %o has %o named', (changes, names) => {
    expect(fields(changes)).toEqual(names);
  });
});

describe('what was promised when a certificate was sold', () => {
  const type = (expiresAfterDays: CertificateType['expiresAfterDays']): CertificateType => ({
    ...TYPE,
    id: 't',
    workspaceId: 'w',
    currency: 'EUR',
    expiresAfterDays,
  });
  const workspace = { expiresAfterDays: 730 };

  it("is the type's number of days, its never, or else the workspace's", () => {
    expect(promisedDays(null, workspace)).toBe(730);
    expect(promisedDays(type('workspace'), workspace)).toBe(730);
    expect(promisedDays(type(90), workspace)).toBe(90);
    expect(promisedDays(type(null), workspace)).toBeNull();
    expect(promisedDays(type('workspace'), { expiresAfterDays: null })).toBeNull();
  });

  const rule = { expiresAfterDays: 10, timeZone: ZONE };
  const validThrough = (expiresAfterDays: CertificateType['expiresAfterDays']) => {
    const pending = certificate({ status: 'pending' }, { expiresAfterDays });
    const outcome = activate(pending, PAID, openPayment(pending), rule, STAFF, NOW);
    if (outcome.type === 'refusal') throw new Error(outcome.code);
    const [row] = outcome.certificates;
    return row?.row.state.status === 'active' ? (row.row.state.validity?.validThrough ?? 'for ever') : null;
  };

  it("is kept at activation, whatever the workspace's rule has become", () => {
    expect(validThrough(90)).toBe('2027-02-20');
    expect(validThrough(null)).toBe('for ever');
    expect(validThrough('workspace')).toBe('2026-12-02');
  });

  it('holds for a certificate that is active from its creation, too', () => {
    const gift = facts({ kind: 'complimentary', origin: 'admin', expiresAfterDays: 1 });
    const [created] = createCertificate(gift, rule, STAFF, 'silent', NOW).certificates;
    expect(created?.row.state).toMatchObject({ validity: { validThrough: '2026-11-23' } });
  });
});
