import { validityThrough } from '@boon/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './testing/index.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('the end of a last day', () => {
  // Zones whose rules have not changed lately: otherwise the test compares two years of zone data.
  const ZONES = [
    'UTC',
    'Atlantic/Reykjavik',
    'Europe/Berlin',
    'Europe/Lisbon',
    'Atlantic/Azores',
    'Africa/Cairo',
    'Asia/Beirut',
    'Asia/Kathmandu',
    'America/New_York',
    'America/St_Johns',
    'America/Havana',
    'America/Santiago',
    'America/Nuuk',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ];

  it(`is the same instant here and in PostgreSQL, on each day of 2026 and around leap days, in ${ZONES.length} zones`, async () => {
    const days = [...eachDay('2026-01-01', 365), ...eachDay('2028-02-27', 4), ...eachDay('2027-12-30', 4)];
    const { rows } = await bench.owner.query<{ zone: string; day: string; at: Date }>(
      `select zone, day::text, (day + 1)::timestamp at time zone zone as at
       from unnest($1::text[]) zone, unnest($2::date[]) day`,
      [ZONES, days],
    );
    const different = rows.filter(
      ({ zone, day, at }) => validityThrough(day, zone).expiresAt.getTime() !== at.getTime(),
    );
    expect(different).toEqual([]);
    expect(rows).toHaveLength(ZONES.length * days.length);
  });

  function eachDay(first: string, count: number): string[] {
    const start = Date.parse(`${first}T00:00:00Z`);
    return Array.from({ length: count }, (_, index) =>
      new Date(start + index * 86_400_000).toISOString().slice(0, 10),
    );
  }
});
