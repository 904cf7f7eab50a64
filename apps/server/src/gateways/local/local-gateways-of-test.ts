import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenCheckout } from '../payments.ts';
import { startLocalGateways } from './local-gateways.ts';
import type { LocalGateways } from './types.ts';

export const publicUrl = 'http://boon.test:3000';

export type TestGateways = {
  directory: string;
  local: LocalGateways;
  log: string[];
  /** Moves the clock of the local servers. */
  passSeconds(seconds: number): void;
  now(): Date;
  /** Ends the servers and starts them again over the same files. */
  restart(): Promise<void>;
  /** A checkout of its own that can be opened, with the given changes. */
  checkoutOf(changes?: Partial<OpenCheckout>): OpenCheckout;
  /** Sends the payment page's form, as a browser on that page does. */
  press(
    sessionId: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  close(): Promise<void>;
};

export async function startTestGateways(): Promise<TestGateways> {
  const directory = await mkdtemp(join(tmpdir(), 'boon-local-'));
  const log: string[] = [];
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const start = () =>
    startLocalGateways({
      directory: join(directory, 'local'),
      publicUrl,
      clock: now,
      log: (message, facts) => log.push(`${message} ${JSON.stringify(facts)}`),
    });
  const gateways: TestGateways = {
    directory: join(directory, 'local'),
    local: await start(),
    log,
    now,
    passSeconds(seconds) {
      offsetMs += seconds * 1000;
    },
    checkoutOf: (changes = {}) => ({
      paymentId: randomUUID(),
      certificateId: randomUUID(),
      workspaceId: randomUUID(),
      amountMinor: 15000,
      currency: 'EUR',
      description: 'Gift certificate <b>BOON-1042</b>',
      businessName: 'Aurora Journeys & Söhne',
      customerEmail: 'ines@example.com',
      locale: 'de-AT',
      successUrl: `${publicUrl}/p/aurora/success?purchase=abc`,
      cancelUrl: `${publicUrl}/p/aurora/cancelled?purchase=abc`,
      expiresAt: new Date(now().getTime() + 60 * 60 * 1000),
      ...changes,
    }),
    press: async (sessionId, fields, headers = { origin: publicUrl }) =>
      gateways.local.paymentPages.request(`/${sessionId}`, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    async restart() {
      await gateways.local.close();
      gateways.local = await start();
    },
    async close() {
      await gateways.local.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return gateways;
}
