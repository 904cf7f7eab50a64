import { sql } from 'drizzle-orm';
import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/** An instant, microsecond precision in PostgreSQL, a Date here. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Minor units of the row's currency, within a double's exact integers (checked by the tables). */
export const minorUnits = (name: string) => bigint(name, { mode: 'number' });

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
});

/** 2^53 - 1: amounts beyond it are refused by the database too. */
export const MINOR_UNITS_MAX = sql.raw('9007199254740991');
