export type Tour = {
  readonly id: string;
  /** Two letters, part of a booking's reference. */
  readonly mark: string;
  readonly name: string;
  readonly summary: string;
  readonly pricePerPersonMinor: number;
};

export const CURRENCY = 'EUR';
export const PEOPLE_MAX = 4;

export const TOURS: readonly Tour[] = [
  {
    id: 'kayak',
    mark: 'KA',
    name: 'Sunset kayak in the fjord',
    summary: 'Three hours on still water, seals included when they feel like it.',
    pricePerPersonMinor: 8900,
  },
  {
    id: 'northern-lights',
    mark: 'NL',
    name: 'Northern lights by boat',
    summary: 'An evening out of the harbour, wool overalls and hot soup on board.',
    pricePerPersonMinor: 15000,
  },
  {
    id: 'glacier',
    mark: 'GL',
    name: 'Glacier and hot springs, two days',
    summary: 'A guided glacier walk, a night at the farm, a morning in the springs.',
    pricePerPersonMinor: 42000,
  },
];

export type Booking = { readonly tour: Tour; readonly people: number };

export function totalMinorOf({ tour, people }: Booking): number {
  return tour.pricePerPersonMinor * people;
}

/** "AJ-KA2-7F3K9Q": the reference says what was booked, so this sample needs no database of its own. */
export function referenceOf({ tour, people }: Booking, nonce: string): string {
  return `AJ-${tour.mark}${people}-${nonce}`;
}

/** What a reference says was booked, or null for one that is not ours. */
export function bookingOf(reference: string): Booking | null {
  const [, mark, people] = /^AJ-([A-Z]{2})([1-4])-[0-9A-Z]{6}$/.exec(reference) ?? [];
  const tour = TOURS.find((candidate) => candidate.mark === mark);
  return tour && people ? { tour, people: Number(people) } : null;
}

/** Six characters by chance, drawn when the form is shown: sending the form twice books once. */
export function createNonce(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => alphabet[byte & 31]).join('');
}

export function isNonce(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(text);
}
