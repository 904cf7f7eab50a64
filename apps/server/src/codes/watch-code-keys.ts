import { type Database, readCodeKeyVersions } from '@boon/db';
import type { Log } from '../log.ts';
import type { KeyVersions } from './code-vault.ts';

const REFRESH_MS = 2_000;
/** A rotation waits longer than this before it relies on everybody having heard of a new key. */
export const CODE_KEYS_AGE_MS_MAX = 10_000;

export type CodeKeys = {
  /** @throws Error when they could not be read for too long: "unknown code" might be a lie then */
  current(): KeyVersions;
  stop(): Promise<void>;
};

/** Knows which key versions are in use, by asking the database every other second. */
export async function watchCodeKeys(database: Database, log: Log, refreshMs = REFRESH_MS): Promise<CodeKeys> {
  let askedAt = performance.now();
  let versions: KeyVersions = await readCodeKeyVersions(database);
  let refreshing: Promise<void> = Promise.resolve();
  let due: NodeJS.Timeout | undefined;
  let stopped = false;

  const refresh = async () => {
    const asking = performance.now();
    try {
      versions = await readCodeKeyVersions(database);
      askedAt = asking;
    } catch (error) {
      log.error('code_keys.unread', error);
    }
    if (!stopped) plan();
  };
  function plan() {
    due = setTimeout(() => {
      refreshing = refresh();
    }, refreshMs);
    due.unref();
  }
  plan();

  return {
    current() {
      if (performance.now() - askedAt > CODE_KEYS_AGE_MS_MAX)
        throw new Error('the key versions of codes are too old to rely on');
      return versions;
    },
    async stop() {
      stopped = true;
      clearTimeout(due);
      await refreshing;
    },
  };
}
