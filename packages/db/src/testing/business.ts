import { type StoredCertificate, statusAt } from '@boon/core';
import { NOW } from '@boon/core/testing';
import type { Database } from '../connect.ts';
import {
  type GivenWorkspace,
  givenActive,
  givenComplimentary,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
} from './given.ts';

const DAY_MS = 86_400_000;

export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * DAY_MS);
}

/**
 * Two and a half years of business, three certificates a moment, of every status; the oldest are past their day, one of them
 * booked as expired. A stranger's certificate stands beside them.
 */
export async function givenBusiness(
  database: Database,
): Promise<{ workspace: GivenWorkspace; certificates: StoredCertificate[] }> {
  const workspace = await givenWorkspace(database);
  const certificates: StoredCertificate[] = [];
  for (let moment = 0; moment < 15; moment += 1) {
    const at = daysAgo(moment * 61);
    const amount = { amountMinor: 5_000 + moment, currency: 'EUR' };
    certificates.push(await givenActive(database, workspace, { amount }, at));
    if (moment % 3 === 0) {
      certificates.push((await givenPending(database, workspace, {}, at)).certificate);
      certificates.push(await givenComplimentary(database, workspace, at));
    } else if (moment % 3 === 1) {
      const order = await givenOrder(database, workspace, 50_000, at);
      const used = await givenActive(database, workspace, {}, at);
      certificates.push(
        (await givenRedeemed(database, used, order, new Date(at.getTime() + DAY_MS))).certificate,
      );
      certificates.push(await givenVoided(database, await givenActive(database, workspace, {}, at), at));
    } else {
      const recipient = { name: '100% Søren_B', email: 's@b.dk' };
      certificates.push(await givenActive(database, workspace, { recipient }, at));
    }
  }
  const isDue = (one: StoredCertificate) => one.state.status === 'active' && statusAt(one, NOW) === 'expired';
  const due = certificates.find(isDue);
  if (!due) throw new Error('the sample has nothing past its day');
  certificates[certificates.indexOf(due)] = await givenExpired(database, due);
  await givenActive(database, await givenWorkspace(database));
  return { workspace, certificates };
}
