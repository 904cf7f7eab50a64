import pg from 'pg';

/**
 * No connection to the database could be had, or the one that was had ended under a statement: nobody knows then whether it
 * was carried out. `cause` says why.
 */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The database cannot be reached: ${reasonOf(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** SQLSTATEs with which PostgreSQL ends a connection: class 08, an operator's 57P, and time limits of the session. */
const ENDING = /^(08|57P|25P0[34]$)/;
/**
 * Those after which the same statement may succeed a moment later: no room for one more (53), a statement cut off by a
 * time limit (57), a lock not given in time, a server that only reads. (PostgreSQL, appendix A)
 */
const PASSING = /^(53|57|55P03$|25006$)/;
/** What pg itself says of a connection that ended. */
const LOST = /^(Connection terminated|Client (was closed|has encountered a connection error))/;

/**
 * Whether a connection cannot be used any more after this error of a statement. By SQLSTATE, since PostgreSQL translates
 * what it calls the severity.
 */
export function endsConnection(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return ENDING.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  // Of the socket's own errors only the system knows the name.
  return 'syscall' in error || LOST.test(error.message);
}

/**
 * Whether an error, or one it was caused by, says that the database is away or overwhelmed, rather than that the statement
 * was wrong.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof pg.DatabaseError) return PASSING.test(error.code ?? '') || endsConnection(error);
  return isDatabaseUnavailable(error.cause);
}

/** For the log. What a system says of a connection names at most an address: no row and no statement. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  // Several addresses that were tried one after the other have no message of their own.
  return cause.message || String(Reflect.get(cause, 'code'));
}
