import { isAbandoned, readLaunch } from './launchers.ts';

const LAUNCH_CHECK_MS = 500;
const STOP_MS_MAX = 20_000;
/** Within this time a second signal is the first once more: a launcher passes on what its whole group was sent. */
const ECHO_MS = 1_000;

/**
 * Resolves when the process should end: Ctrl-C, a polite kill, or the command that started it is gone. A second Ctrl-C
 * a moment later ends at once, and so does a stop that hangs.
 */
export async function untilStopped(): Promise<void> {
  const launch = readLaunch();
  await new Promise<void>((resolve) => {
    let askedAt: number | undefined;
    const stop = () => {
      if (askedAt !== undefined) {
        if (performance.now() - askedAt > ECHO_MS) process.exit(1);
        return;
      }
      askedAt = performance.now();
      clearInterval(watch);
      setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
      resolve();
    };
    const watch = setInterval(() => isAbandoned(launch) && stop(), LAUNCH_CHECK_MS);
    watch.unref();
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
  });
}
