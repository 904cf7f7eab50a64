import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Code, DomainError } from '@boon/core';
import { NOW } from '@boon/core/testing';
import { readCodeKeyVersions, readState, rotateCodes } from '@boon/db';
import { type GivenWorkspace, givenActive, givenOrder, givenWorkspace } from '@boon/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reissueCertificate } from '../certificates/change-certificate.ts';
import { checkCode } from '../certificates/check-code.ts';
import { redeemCertificate, reverseRedemption } from '../certificates/redeem-certificate.ts';
import { createLog } from '../log.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { type CodeVault, createCodeVault } from './code-vault.ts';
import { resealWith } from './reseal.ts';
import { type CodeKeys, watchCodeKeys } from './watch-code-keys.ts';

const SECRET = 'a secret of the rotation, 32 bytes and more';
const STAFF = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;
const FOREIGN_KEY_VIOLATION = '23503';
/** Longer than the slower of the two processes takes to hear of a new key. */
const GRACE_MS = 400;
/** A code is in use again and again, but not at every moment. */
const PAUSE_MS = 40;

type Process = { readonly services: Services; readonly keys: CodeKeys };
type Held = { readonly id: string; readonly orderId: string; code: Code };

let bed: ServicesTestBed;
let url: string;
let workspace: GivenWorkspace;
let processes: Process[];

beforeEach(async () => {
  bed = await openServices();
  bed.clock.moveTo(NOW);
  url = String(bed.owner.options.connectionString);
  workspace = await givenWorkspace(bed.services.database);
  processes = await Promise.all([20, 150].map((refreshMs) => startProcess(refreshMs)));
});
afterEach(async () => {
  await Promise.all(processes.map(({ keys }) => keys.stop()));
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
  await bed.close();
});

async function startProcess(refreshMs: number): Promise<Process> {
  const keys = await watchCodeKeys(
    bed.services.database,
    createLog(() => {}),
    refreshMs,
  );
  return { services: { ...bed.services, codes: createCodeVault(SECRET, keys.current) }, keys };
}

function services(index: number): Services {
  const process = processes[index % processes.length];
  if (!process) throw new Error('no process');
  return process.services;
}

async function hold(codes: CodeVault, at: GivenWorkspace = workspace): Promise<Held> {
  const { database } = bed.services;
  const [id, code] = [randomUUID(), codes.draw()];
  await givenActive(database, at, { id, code: codes.seal(code, at.id, id) });
  return { id, code, orderId: (await givenOrder(database, at, 50_000)).id };
}

async function holdMany(count: number, at: GivenWorkspace = workspace): Promise<Held[]> {
  const held: Held[] = [];
  while (held.length < count) held.push(await hold(services(0).codes, at));
  return held;
}

/** Of the codes, those some process does not know, or knows as another certificate. */
async function lost(held: readonly Held[], at: GivenWorkspace = workspace): Promise<string[]> {
  const missing: string[] = [];
  for (const { id, code } of held) {
    for (const { services } of processes) {
      const lookups = services.codes.lookups(code, at.id);
      const { certificate } = await readState(services.database, at.id, { lookups });
      if (certificate?.id !== id) missing.push(id);
      else if (services.codes.open(certificate.code, at.id, id).reveal() !== code.reveal()) missing.push(id);
    }
  }
  return missing;
}

async function versionsOfRows(): Promise<number[]> {
  const { rows } = await bed.owner.query<{ version: number }>(
    'select distinct code_lookup_key_version as version from certificates order by 1',
  );
  return rows.map(({ version }) => version);
}

const rotate = () => rotateCodes(url, { reseal: resealWith(SECRET), graceMs: GRACE_MS });

describe('rotating the keys of codes', () => {
  it('loses and refuses no code while 30 clients of two processes use them, twice in a row', async () => {
    const held = await holdMany(60);
    const dead: Code[] = [];
    let running = true;
    const calls = Array.from({ length: 30 }, () => 0);
    const client = async (index: number) => {
      for (let round = index; running; round += 1) {
        // Each client has two certificates of its own, so every refusal is a lost code.
        const one = held[index * 2 + (round % 2)];
        if (!one) throw new Error('no certificate');
        await useOnce(services(round), one, dead, round);
        calls[index] = (calls[index] ?? 0) + 1;
        await sleep(PAUSE_MS);
      }
    };
    const working = Promise.all(calls.map((_, index) => client(index)));
    const first = await Promise.race([
      rotate(),
      working.then(() => Promise.reject(new Error('ended early'))),
    ]);
    const second = await rotate();
    running = false;
    await working;

    expect([first.version, second.version]).toEqual([2, 3]);
    expect(await readCodeKeyVersions(bed.services.database)).toEqual([3]);
    expect(await versionsOfRows()).toEqual([3]);
    expect(await lost(held)).toEqual([]);
    for (const code of dead.slice(-20)) {
      expect(
        await checkCode(services(0), {
          workspaceId: workspace.id,
          code: code.reveal(),
          orderId: null,
          guesser: {},
        }),
      ).toMatchObject({ redeemable: false, refusal: { code: 'code_not_found' } });
    }
    expect(Math.min(...calls), 'each client worked more than once').toBeGreaterThan(1);
  }, 60_000);

  it('makes a row under a retired version impossible', async () => {
    const [one] = await holdMany(1);
    const old = createCodeVault(SECRET, () => [1]);
    await rotate();
    await expect(hold(old)).rejects.toMatchObject({ code: FOREIGN_KEY_VIOLATION });
    await expect(
      bed.owner.query('update certificates set code_lookup_key_version = 1 where id = $1', [one?.id]),
    ).rejects.toMatchObject({ code: FOREIGN_KEY_VIOLATION });
    await expect(bed.owner.query('delete from code_keys')).rejects.toMatchObject({
      code: FOREIGN_KEY_VIOLATION,
    });
    expect(await versionsOfRows()).toEqual([2]);
  });

  it('goes on past codes it cannot open, names them, and the next one finishes; every code is known in between', async () => {
    const held = await holdMany(5);
    const later = await givenWorkspace(bed.services.database);
    const others = await holdMany(5, later);
    const damaged = new Set(others.map(({ id }) => id));
    const reseal: ReturnType<typeof resealWith> = (code, version) => {
      if (damaged.has(code.certificateId)) throw new Error('unable to authenticate data');
      return resealWith(SECRET)(code, version);
    };
    const ended = await rotateCodes(url, { reseal, graceMs: GRACE_MS }).catch((error: unknown) =>
      String(error),
    );
    for (const id of damaged) expect(ended).toContain(id);
    expect(ended).toContain('Every other code has the new key');
    expect(await readCodeKeyVersions(bed.services.database)).toEqual([1, 2]);
    expect(await versionsOfRows()).toEqual([1, 2]);
    expect([...(await lost(held)), ...(await lost(others, later))]).toEqual([]);

    expect(await rotate()).toEqual({ version: 2, resealed: 5 });
    expect(await readCodeKeyVersions(bed.services.database)).toEqual([2]);
    expect(await versionsOfRows()).toEqual([2]);
    expect([...(await lost(held)), ...(await lost(others, later))]).toEqual([]);
  });

  it('makes a new key the next time although some codes could not be opened the last time', async () => {
    const [lostForEver, ...held] = await holdMany(4);
    const reseal: ReturnType<typeof resealWith> = (code, version) => {
      if (code.certificateId === lostForEver?.id) throw new Error('unable to authenticate data');
      return resealWith(SECRET)(code, version);
    };
    for (const version of [2, 3, 4]) {
      await expect(rotateCodes(url, { reseal, graceMs: GRACE_MS })).rejects.toThrow(lostForEver?.id);
      expect(await versionsOfRows()).toEqual([1, version]);
      expect(await lost(held)).toEqual([]);
    }
  });

  it('runs once at a time', async () => {
    await holdMany(1);
    const results = await Promise.allSettled([rotate(), rotate()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await readCodeKeyVersions(bed.services.database)).toEqual([2]);
  });

  it('seals nothing under another secret, and leaves a state the right one finishes', async () => {
    const held = await holdMany(2);
    const wrong = resealWith('not the secret of this installation, 32 bytes');
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(rotateCodes(url, { reseal: wrong, graceMs: 0 })).rejects.toThrow('APP_SECRET');
    }
    expect(await lost(held)).toEqual([]);
    expect((await rotate()).version).toBe(2);
    expect(await lost(held)).toEqual([]);
  });
});

/** Checks, redeems, takes it back, and now and then puts a new code in the old one's place. */
async function useOnce(services: Services, one: Held, dead: Code[], round: number): Promise<void> {
  const { id: workspaceId } = workspace;
  const { orderId } = one;
  const target = { workspaceId, orderId, redemptionId: randomUUID(), actor: STAFF };
  const answer = await checkCode(services, { workspaceId, code: one.code.reveal(), orderId, guesser: {} });
  expect(answer).toMatchObject({ redeemable: true, certificateId: one.id });
  try {
    await redeemCertificate(services, {
      ...target,
      code: one.code.formatted(),
      disclosure: 'exact',
      guesser: {},
    });
    await reverseRedemption(services, target);
    if (round % 5 !== 0) return;
    const change = { workspaceId, certificateId: one.id, version: null };
    const { code } = await reissueCertificate(services, change, 'Sent to a wrong address', 'silent', STAFF);
    dead.push(one.code);
    one.code = services.codes.open(code, workspaceId, one.id);
  } catch (error) {
    throw new Error(`refused in round ${round}`, {
      cause: error instanceof DomainError ? error.code : error,
    });
  }
}
