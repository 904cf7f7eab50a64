import { describe, expect, it } from 'vitest';
import { readCertificateFilters } from './filters.ts';

describe('the filters in the address of the certificate list', () => {
  it('reads every filter', () => {
    expect(
      readCertificateFilters({
        q: 'Łucja',
        status: 'expired,active',
        origin: 'api',
        expires: '30',
        sold: '90',
        redeemed: '365',
      }),
    ).toEqual({
      q: 'Łucja',
      status: ['active', 'expired'],
      origin: ['api'],
      expires: 30,
      sold: 90,
      redeemed: 365,
    });
  });

  it('leaves out what it does not know', () => {
    expect(readCertificateFilters({ q: '', status: 'spent', origin: '', expires: '31', page: '2' })).toEqual(
      {},
    );
  });

  it('reads its own result again, so that links and addresses agree', () => {
    const filters = readCertificateFilters({ status: 'active', expires: '30' });
    expect(readCertificateFilters(filters)).toEqual(filters);
  });

  it('bounds the length of a search', () => {
    expect(readCertificateFilters({ q: 'x'.repeat(10_000) }).q).toHaveLength(200);
  });
});
