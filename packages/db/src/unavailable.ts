import pg from 'pg';

/** No connection to the database could be had: what it was wanted for was not begun. `cause` says why. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The database cannot be reached: ${reasonOf(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/**
 * SQLSTATEs after which the same statement may succeed a moment later: a lost connection (class 08), no room for one more
 * (53), an operator or a time limit (57), a lock not given in time, a server that only reads. (PostgreSQL, appendix A)
 */
const PASSING = /^(08|53|57|55P03$|25006$)/;
/** What pg and the socket say of a connection that ended while a statement was under way. */
const LOST = /^(Connection terminated|Client has encountered a connection error|read ECONNRESET|write EPIPE)/;

/**
 * Whether an error, or one it was caused by, says that the database is away or overwhelmed, rather than that the statement
 * was wrong. Unless it is a `DatabaseUnavailable`, nobody knows whether the statement was carried out.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof pg.DatabaseError) return error.severity !== 'ERROR' || PASSING.test(error.code ?? '');
  return LOST.test(error.message) || isDatabaseUnavailable(error.cause);
}

/** For the log. What a system says of a connection names at most an address: no row and no statement. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  // Several addresses that were tried one after the other have no message of their own.
  return cause.message || String(Reflect.get(cause, 'code'));
}
