import { randomUUID } from 'node:crypto';
import { createCodeVault } from '../../apps/server/src/codes/code-vault.ts';
import { fire, median, quantile, shotOf } from '../http-load.ts';
import type { World } from './world.ts';

/** Asked of each kind, in turns, one at a time: the clock of somebody who has patience. */
const ASKED = 200;

/** How long the widget's "not known here" takes for codes that do not exist, and for those that must look like it. */
export async function benchUniformAnswers(
  world: World,
  port: number,
  print: (line: string) => void,
): Promise<void> {
  const kinds = {
    unknown: createCodeVault(world.appSecret).draw().formatted(),
    foreign: await world.foreignCode(),
    pending: await newCode(world, port, null),
    voided: await newCode(world, port, 'to be voided'),
  };
  const took = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (let asked = 0; asked < ASKED; asked += 1) {
    for (const [index, [kind, code]] of Object.entries(kinds).entries()) {
      const [job] = await world.supply(1);
      const headers = {
        authorization: `Bearer ${job?.token}`,
        'x-forwarded-for': `198.51.${index * 50 + (asked >> 6)}.${asked % 64}`,
      };
      const shot = shotOf('/api/trpc/widget.applyCode', headers, { code, redemptionId: randomUUID() }, 404);
      const { latencies, surprises } = await fire(port, [shot], 1);
      if (surprises[0]) throw new Error(`${kind}: ${surprises[0]}`);
      took.get(kind)?.push(...latencies);
    }
  }
  const cells = [...took].map(
    ([kind, times]) => `${kind} ${median(times).toFixed(1)} (p90 ${quantile(times, 0.9).toFixed(1)})`,
  );
  print(`"not known here", median ms: ${cells.join(', ')}`);
}

/** A certificate's code, pending or voided for a reason, made over REST. */
async function newCode({ apiKey }: World, port: number, voidReason: string | null): Promise<string> {
  const call = async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const { id, code } = await call('/v1/certificates', {
    amount: 15_000,
    currency: 'EUR',
    send: false,
    purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
    recipient: { name: 'Jonas Weber' },
  });
  if (voidReason !== null) await call(`/v1/certificates/${id}/void`, { reason: voidReason });
  return code;
}
