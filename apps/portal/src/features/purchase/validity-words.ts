/** "Valid for 2 years from purchase. Used in full on one booking." */
export function validityWords(expiresAfterDays: number | null): string {
  const use = 'Used in full on one booking.';
  if (expiresAfterDays === null) return `It does not expire. ${use}`;
  return `Valid for ${duration(expiresAfterDays)} from purchase. ${use}`;
}

function duration(days: number): string {
  const [count, unit] = days % 365 === 0 ? [days / 365, 'year'] : [days, 'day'];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
