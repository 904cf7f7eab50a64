import { type ApiKey, type ApiKeyUse, type Database, touchApiKeys } from '@boon/db';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const WRITTEN_EVERY_MS = 5_000;

/** When keys were last used, for people to see: noted in memory and written down every few seconds, at the end too. */
export type KeyUses = {
  note(key: Pick<ApiKey, 'id' | 'workspaceId'>): void;
  /** Writes down what was noted so far. */
  write(): Promise<void>;
  stop(): Promise<void>;
};

export function startKeyUses(database: Database, clock: Clock, log: Log): KeyUses {
  let uses = new Map<string, ApiKeyUse>();
  const write = async () => {
    const written = [...uses.values()];
    uses = new Map();
    // A time that is lost is a later one's to tell; nothing else depends on it.
    await touchApiKeys(database, written).catch((error: unknown) =>
      log.error('api_keys.touch_failed', error),
    );
  };
  const timer = setInterval(() => void write(), WRITTEN_EVERY_MS);
  timer.unref();
  return {
    note: ({ id, workspaceId }) => uses.set(id, { id, workspaceId, at: clock.now() }),
    write,
    async stop() {
      clearInterval(timer);
      await write();
    },
  };
}
