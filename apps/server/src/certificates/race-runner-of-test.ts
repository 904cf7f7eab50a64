import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, type StoredCertificate, type Workspace } from '@boon/core';
import { readActivities } from '@boon/db';
import { GatewayError } from '../gateways/gateway-error.ts';
import { announceOrder } from '../orders/announce-order.ts';
import type { Services } from '../services.ts';
import type { ServicesTestBed } from '../services-test-bed.ts';
import { issueCertificate, type NewGift, readCertificate } from './staff-commands.ts';

/** Rounds under way at once; with two rivals each and more, every connection of the test bed's 24 is busy. */
const ROUNDS_AT_ONCE = 12;
/** Most head starts are much shorter. */
const HEAD_START_MS_MAX = 12;
const CLOCK_MOVES_WITHIN_MS = 40;
export const CONNECTIONS = 24;

export const MARA = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;
export const SITE = { kind: 'api_key', id: randomUUID(), name: 'Booking site' } as const;

/** A business with customers, in the middle of its day. */
export type Shop = {
  readonly bed: ServicesTestBed;
  readonly services: Services;
  readonly workspace: Workspace;
  issue(gift?: Partial<NewGift>): Promise<StoredCertificate>;
  order(totalMinor?: number): Promise<string>;
  codeOf(certificate: StoredCertificate): string;
  /** Status, and what was logged since it was made: `redeemed (redeemed)`. */
  tell(certificateId: string): Promise<string>;
};

export type Round = {
  /** By name; several of one name are told apart by nobody. */
  readonly rivals: readonly (readonly [name: string, run: () => Promise<unknown>])[];
  /** What is true once everybody has finished. */
  readonly end: () => Promise<string>;
};

export type Race = {
  readonly name: string;
  readonly prepare: (shop: Shop) => Promise<Round>;
  /** Every story that may happen: what each rival was told, and the end. Anything else is a mistake. */
  readonly stories: readonly string[];
  /** The instant that passes while the rivals are under way. */
  readonly clockPasses?: Date;
};

export const RACED_AT = new Date('2027-03-10T12:00:00.000Z');

export async function openShop(bed: ServicesTestBed, settings: Partial<Workspace> = {}): Promise<Shop> {
  const workspace = await bed.newWorkspace({ expiresAfterDays: 10, ...settings });
  const { services } = bed;
  return {
    bed,
    services,
    workspace,
    issue: (gift = {}) => issueCertificate(services, workspace.id, { ...newGift(), ...gift }, MARA),
    async order(totalMinor = 50_000) {
      const id = randomUUID();
      await announceOrder(services, workspace.id, {
        id,
        reference: id,
        totalMinor,
        currency: workspace.currency,
        customerName: null,
        customerEmail: null,
        expiresAt: null,
      });
      return id;
    },
    codeOf: ({ code, id }) => services.codes.open(code, workspace.id, id).formatted(),
    async tell(certificateId) {
      const { state } = await readCertificate(services, workspace.id, certificateId);
      const log = await readActivities(services.database, workspace.id, certificateId);
      const told = log.map(({ type }) => type).filter((type) => !MADE.includes(type));
      return `${state.status} (${told.join(', ')})`;
    },
  };
}

const MADE: readonly string[] = ['created', 'purchased', 'purchased_from_portal', 'activated'];

export function newGift(): NewGift {
  return {
    id: randomUUID(),
    origin: 'admin',
    kind: 'purchased',
    payment: { method: 'cash', reference: null },
    segment: null,
    announce: 'silent',
    gift: {
      amountMinor: 15_000,
      purchaser: { name: 'Mateo', email: 'mateo@example.com' },
      recipient: { name: 'Łucja', email: 'lucja@example.com' },
      message: '',
      delivery: 'email',
      deliverOn: null,
    },
  };
}

/** Runs a race `rounds` times and gives how often each story happened. Errors that are no refusal come out as they are. */
export async function runRace(shop: Shop, race: Race, rounds: number): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  for (let done = 0; done < rounds; done += ROUNDS_AT_ONCE) {
    shop.bed.clock.moveTo(RACED_AT);
    const wave = await Promise.all(
      Array.from({ length: Math.min(ROUNDS_AT_ONCE, rounds - done) }, () => race.prepare(shop)),
    );
    const [, stories] = await Promise.all([
      moveClock(shop, race.clockPasses),
      Promise.all(wave.map((round, index) => tellRound(round, done + index))),
    ]);
    for (const story of stories) {
      seen.set(story, (seen.get(story) ?? 0) + 1);
    }
  }
  return seen;
}

async function moveClock(shop: Shop, instant: Date | undefined): Promise<void> {
  if (!instant) return;
  shop.bed.clock.moveTo(new Date(instant.getTime() - 1));
  await pause(Math.random() * CLOCK_MOVES_WITHIN_MS);
  shop.bed.clock.moveTo(instant);
}

// Who starts first changes from round to round, and by how much.
async function tellRound({ rivals, end }: Round, index: number): Promise<string> {
  const first = index % rivals.length;
  const turned = [...rivals.slice(first), ...rivals.slice(0, first)];
  const answers = await Promise.all(
    turned.map(async ([name, run], place) => {
      if (place > 0) await pause(Math.random() ** 2 * HEAD_START_MS_MAX);
      return `${name} ${await answerOf(run)}`;
    }),
  );
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const told = [...counts].map(([answer, count]) => (count === 1 ? answer : `${answer} x${count}`));
  return `${told.toSorted().join(', ')}: ${await end()}`;
}

async function answerOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    // The provider is busy with this very call: the worker tries again later.
    if (error instanceof GatewayError) return 'later';
    throw error;
  }
}
