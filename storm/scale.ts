/** How much a storm does. `full` is the whole load; `default` takes six minutes or so on two idle cores. */
export type Scale = {
  readonly clients: number;
  readonly crash: {
    readonly codes: number;
    readonly attemptsPerCode: number;
    readonly serverKills: number;
    readonly databaseKills: number;
    /** Of the codes, those whose mails go out; the local outbox keeps 2,000 mails. */
    readonly mailedCodes: number;
  };
  readonly race: { readonly codes: number; readonly rivals: number };
  readonly pairs: { readonly rounds: number };
  readonly fuzz: { readonly calls: number };
  readonly driver: { readonly kills: number; readonly pauseMs: number };
};

const DEFAULT: Scale = {
  clients: 64,
  crash: { codes: 600, attemptsPerCode: 8, serverKills: 6, databaseKills: 3, mailedCodes: 60 },
  race: { codes: 100, rivals: 50 },
  pairs: { rounds: 200 },
  fuzz: { calls: 20_000 },
  driver: { kills: 300, pauseMs: 40 },
};

const QUICK: Scale = {
  clients: 64,
  crash: { codes: 200, attemptsPerCode: 8, serverKills: 3, databaseKills: 2, mailedCodes: 25 },
  race: { codes: 20, rivals: 50 },
  pairs: { rounds: 24 },
  fuzz: { calls: 2_000 },
  driver: { kills: 60, pauseMs: 40 },
};

const FULL: Scale = {
  clients: 64,
  crash: { codes: 10_000, attemptsPerCode: 8, serverKills: 20, databaseKills: 5, mailedCodes: 500 },
  race: { codes: 1_000, rivals: 200 },
  pairs: { rounds: 500 },
  fuzz: { calls: 100_000 },
  driver: { kills: 300, pauseMs: 60 },
};

const SCALES = new Map([
  ['quick', QUICK],
  ['default', DEFAULT],
  ['full', FULL],
]);

/** @throws Error for a name that does not exist */
export function scaleNamed(name: string): Scale {
  const scale = SCALES.get(name);
  if (!scale) throw new Error(`--scale is one of ${[...SCALES.keys()].join(', ')}, not ${name}`);
  return scale;
}
