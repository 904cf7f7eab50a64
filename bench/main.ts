import { parseArgs } from 'node:util';
import { benchRedemptions } from './redemption/run.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

await benchRedemptions(
  {
    rounds: Number(values.rounds),
    redemptions: (connections) => (connections === 1 ? 600 : 1_200 + connections * 40),
  },
  (line) => console.log(line),
);
