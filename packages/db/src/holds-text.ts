import { type Column, or, type SQL, sql } from 'drizzle-orm';

/** Whether one of `texts` holds what is searched for: literally, but in capitals or not, and with or without marks on letters. */
export function holdsText(search: string, texts: readonly Column[]): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return or(...texts.map((text) => sql`fold_text(${text}) like fold_text(${pattern})`));
}
