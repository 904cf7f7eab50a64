import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';

type Guessing = NonNullable<AdminOutputs['guessing']>;

/** What happened, and its counts, as a person would say them. */
export function guessingSentences(
  { wrongCodes, turnedAway, orders, addresses, since, latest }: Guessing,
  { count, instant }: Pick<Formats, 'count' | 'instant'>,
): { heading: string; counts: string } {
  const many = (value: number, one: string, more: string) => `${count(value)} ${value === 1 ? one : more}`;
  const where = [
    ...(addresses > 0 ? [`from ${many(addresses, 'address', 'addresses')}`] : []),
    ...(orders > 0 ? [`on ${many(orders, 'order', 'orders')}`] : []),
  ].join(' ');
  const tried = `${many(wrongCodes, 'wrong code', 'wrong codes')} ${where}`.trim();
  return {
    heading: 'Somebody is trying gift certificate codes.',
    counts: `${tried} since ${instant(since)}, the latest ${instant(latest)}; ${many(turnedAway, 'more attempt was', 'more attempts were')} turned away.`,
  };
}
