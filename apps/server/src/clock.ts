const DAY_MS = 86_400_000;

/** The one clock of the process. In production it is the machine's; elsewhere it may be moved by whole days. */
export type Clock = {
  now(): Date;
  /** The same move applied to an instant of the database's clock, which decides about money. */
  from(databaseNow: Date): Date;
  /** Whether `from` moves anything. Where it does not, a statement may decide by the database's clock by itself. */
  isMoved(): boolean;
};

export function createClock(offsetDays: number): Clock {
  const offsetMs = offsetDays * DAY_MS;
  return {
    now: () => new Date(Date.now() + offsetMs),
    from: (databaseNow) => new Date(databaseNow.getTime() + offsetMs),
    isMoved: () => offsetMs !== 0,
  };
}
