export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** One JSON line an event on standard error. Facts are ids and counts: never a code, a token, an address or a message. */
export type Log = {
  info(event: string, facts?: LogFacts): void;
  error(event: string, error: unknown, facts?: LogFacts): void;
};

export function createLog(write: (line: string) => void): Log {
  const entry = (level: string, event: string, facts: LogFacts) =>
    write(JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }));
  return {
    info: (event, facts = {}) => entry('info', event, facts),
    error: (event, error, facts = {}) => entry('error', event, { ...facts, problem: describe(error) }),
  };
}

// A database error's `detail` can quote a row; its message and code say enough.
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const place =
    error.stack
      ?.split('\n')
      .find((line) => line.trim().startsWith('at '))
      ?.trim() ?? '';
  return `${error.name}${code}: ${error.message.split('\n')[0] ?? ''} ${place}`;
}
