import { startBoon } from './boon-process.ts';
import { chooseBrowser } from './browser.ts';
import { publish } from './run.ts';

/** One server and one unpacked browser for the whole run. */
export default async function setup(): Promise<() => Promise<void>> {
  const [browser, { stop, ...boon }] = await Promise.all([chooseBrowser(), startBoon()]);
  publish({ browser, boon });
  return stop;
}
