import { resolve } from 'node:path';
import { rotateCodes } from '@boon/db';
import { resealWith } from '../codes/reseal.ts';
import { CODE_KEYS_AGE_MS_MAX } from '../codes/watch-code-keys.ts';
import { keptSecret } from '../installation/kept-secret.ts';
import { runCommand } from './run-command.ts';

/** A process that has not heard of the new version by then does not answer look-ups any more. */
const GRACE_MS = CODE_KEYS_AGE_MS_MAX + 2_000;

await runCommand('rotate-codes', async ({ url }, { appSecret, dataDirectory }) => {
  const secret = appSecret ?? (await keptSecret(resolve(dataDirectory), 'app-secret'));
  const { version, resealed } = await rotateCodes(url, {
    reseal: resealWith(secret),
    graceMs: GRACE_MS,
    log: (line) => console.log(line),
  });
  console.log(`Every code is sealed under key version ${version}; ${resealed} were sealed again.`);
  return 0;
});
