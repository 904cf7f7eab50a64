const PARENT_CHECK_MS = 500;
const STOP_MS_MAX = 20_000;

/**
 * Resolves when the process should end: Ctrl-C, a polite kill, or the command that started it is gone (a package
 * manager killed by itself leaves its children behind). A second Ctrl-C ends at once.
 */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(1);
      asked = true;
      clearInterval(watch);
      setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
      resolve();
    };
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS);
    watch.unref();
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
  });
}
