import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ApiKeyScope, insertApiKey, listSegments } from '@boon/db';
import { type GivenWorkspace, givenActive, givenOrder, givenPending, givenRedeemed } from '@boon/db/testing';
import { Hono } from 'hono';
import { createAuth } from './auth/index.ts';
import { type Ids, SCOPES, STAFF_CALLERS } from './authorisation-policy-of-test.ts';
import { createCertificateType } from './certificate-types/edit-types.ts';
import { createDocumentPages } from './pages/documents.ts';
import { createStaffFiles } from './pages/staff-files.ts';
import { besideOthers, createRest } from './rest/index.ts';
import { createTrpc } from './routers/mount.ts';
import { createStaffReader } from './routers/read-staff.ts';
import type { Services } from './services.ts';
import { openServices, type ServicesTestBed } from './services-test-bed.ts';
import { createStripeWebhook } from './webhooks/stripe.ts';

const SECRET = 'a secret of the tests, 32 bytes and more';
const STAFF = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;

export type Headers = Readonly<Record<string, string>>;
export type Answer = { readonly status: number; readonly text: string };
/** Every kind of caller by name, as the headers it sends. */
export type Callers = Readonly<Record<string, Headers>>;

/** A workspace with an API key that nobody calls with. */
export type Business = GivenWorkspace & { readonly apiKeyId: string };

export type Matrix = ServicesTestBed & {
  readonly own: Business;
  readonly foreign: Business;
  readonly callers: Callers;
  /** A certificate, an order and all else of their own. */
  newIds(workspace: Business): Promise<Ids>;
  /** Ids and tokens that lead nowhere. */
  missingIds(): Promise<Ids>;
  checkoutOf(ids: Ids): Promise<Headers>;
  send(method: string, path: string, headers: Headers, body?: unknown): Promise<Answer>;
};

/** Two businesses behind the mounts of the app, and one of every kind of caller. */
export async function openMatrix(): Promise<Matrix> {
  const bed = await openServices();
  const { services } = bed;
  const auth = createAuth({
    database: services.database.orm,
    secret: SECRET,
    publicUrl: services.publicUrl,
    clock: services.clock,
    isProduction: false,
    clientAddress: () => '192.0.2.1',
  });
  const readStaff = createStaffReader(auth, services.publicUrl);
  const app = new Hono();
  app.route('/webhooks/stripe', createStripeWebhook(services));
  app.route(
    '/api/trpc',
    createTrpc(services, readStaff, () => '127.0.0.1', bed.local.outbox),
  );
  app.route('/documents', createDocumentPages(services));
  app.route('/admin', createStaffFiles(services, readStaff, bed.local.outbox));
  const served = besideOthers(createRest(services), app);

  const [own, foreign] = [await openBusiness(bed), await openBusiness(bed)];
  const newIds = (workspace: Business) => idsOf(services, workspace);
  const first = await newIds(own);
  const checkoutOf = async ({ workspaceId, orderId }: Ids) =>
    bearer((await services.tokens.sign('checkout', { workspaceId, orderId, language: 'en' })).token);

  const sessions: Record<string, Headers> = {};
  for (const role of STAFF_CALLERS) sessions[role] = await signIn(bed, auth, own, role);
  const signedOut = await signIn(bed, auth, own, 'owner');
  await auth.handler.request(`${services.publicUrl}/admin/auth/sign-out`, {
    method: 'POST',
    headers: { ...signedOut, origin: services.publicUrl },
  });
  const owner = sessions.owner ?? {};
  const keys: Record<string, Headers> = {};
  for (const scope of SCOPES) keys[`key: ${scope}`] = bearer(await newKey(services, own.id, [scope]));
  const revoked = await newKey(services, own.id, SCOPES);
  await bed.owner.query('update api_keys set revoked_at = now() where key_hash = $1', [hashOf(revoked)]);
  const checkout = await checkoutOf(first);

  return {
    ...bed,
    own,
    foreign,
    newIds,
    checkoutOf,
    missingIds: () => missingIds(services, own, first),
    callers: {
      nobody: {},
      ...sessions,
      'signed out': signedOut,
      'tampered session': tampered(owner, 'cookie'),
      'owner, from another site': { ...owner, origin: 'https://evil.example' },
      checkout,
      'tampered checkout': tampered(checkout, 'authorization'),
      'recipient token as checkout': bearer(first.certificateToken),
      ...keys,
      'revoked key': bearer(revoked),
      'tampered key': tampered(bearer(await newKey(services, own.id, SCOPES)), 'authorization'),
    },
    async send(method, path, headers, body) {
      const request = new Request(`${services.publicUrl}${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = await served.fetch(request);
      return { status: answer.status, text: await answer.text() };
    },
  };
}

async function openBusiness({ newWorkspace, services }: ServicesTestBed): Promise<Business> {
  const workspace = await newWorkspace();
  const [segment] = await listSegments(services.database, workspace.id);
  if (!segment) throw new Error('no segment');
  const apiKeyId = randomUUID();
  const key = { id: apiKeyId, name: 'Spare', scopes: SCOPES, keyHash: randomBytes(32) };
  await insertApiKey(services.database, { ...key, workspaceId: workspace.id });
  return { ...workspace, segmentId: segment.id, apiKeyId };
}

async function idsOf(services: Services, workspace: Business): Promise<Ids> {
  const { database, codes, clock, tokens } = services;
  const [workspaceId, now] = [workspace.id, clock.now()];
  const sealed = (id: string) => codes.seal(codes.draw(), workspaceId, id);
  const [certificateId, spentId] = [randomUUID(), randomUUID()];
  const active = await givenActive(
    database,
    workspace,
    { id: certificateId, code: sealed(certificateId) },
    now,
  );
  const spent = await givenActive(database, workspace, { id: spentId, code: sealed(spentId) }, now);
  const order = await givenOrder(database, workspace, 50_000, now);
  const { redemptionId } = await givenRedeemed(database, spent, order, now);
  const pending = await givenPending(database, workspace, {}, now);
  const typeId = randomUUID();
  const type = {
    name: `Type ${typeId.slice(0, 8)}`,
    description: '',
    design: 'fjord',
    pricing: { kind: 'free', amountMinMinor: 5_000, amountMaxMinor: 50_000 },
    expiresAfterDays: 'workspace',
    isActive: true,
    segmentIds: [workspace.segmentId],
  } as const;
  await createCertificateType(services, { workspaceId, typeId }, type, STAFF);
  const claims = { workspaceId, certificateId };
  const purchase = { workspaceId, certificateId: pending.certificate.id, paymentId: pending.payment.id };
  return {
    workspaceId,
    slug: workspace.slug,
    certificateId,
    version: active.version,
    code: codes.open(active.code, workspaceId, certificateId).reveal(),
    orderId: order.id,
    redemptionId,
    segmentId: workspace.segmentId,
    typeId,
    apiKeyId: workspace.apiKeyId,
    certificateToken: (await tokens.sign('certificate', claims)).token,
    purchaseToken: (await tokens.sign('purchase', purchase)).token,
    documentToken: (await tokens.sign('document', claims)).token,
  };
}

async function missingIds(services: Services, own: GivenWorkspace, like: Ids): Promise<Ids> {
  return {
    workspaceId: randomUUID(),
    slug: own.slug,
    certificateId: randomUUID(),
    version: like.version,
    code: services.codes.draw().reveal(),
    orderId: randomUUID(),
    redemptionId: randomUUID(),
    segmentId: randomUUID(),
    typeId: randomUUID(),
    apiKeyId: randomUUID(),
    certificateToken: lastChanged(like.certificateToken),
    purchaseToken: lastChanged(like.purchaseToken),
    documentToken: lastChanged(like.documentToken),
  };
}

async function signIn(
  bed: ServicesTestBed,
  auth: ReturnType<typeof createAuth>,
  { id: workspaceId }: GivenWorkspace,
  role: string,
): Promise<Headers> {
  const email = `${role}-${randomUUID()}@example.com`;
  const { userId } = await auth.ensureOwner({ workspaceId, email, name: role });
  await bed.owner.query('update members set role = $2 where user_id = $1', [userId, role]);
  const token = new URL(await auth.createSignInLink({ email })).searchParams.get('token') ?? '';
  const answer = await auth.handler.request(`${bed.services.publicUrl}/admin/auth/link`, {
    method: 'POST',
    headers: { origin: bed.services.publicUrl, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }).toString(),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
  if (cookie === '') throw new Error(`${role} could not sign in: ${answer.status}`);
  return { cookie };
}

async function newKey(
  services: Services,
  workspaceId: string,
  scopes: readonly ApiKeyScope[],
): Promise<string> {
  const key = `boon_${randomBytes(24).toString('base64url')}`;
  const row = { id: randomUUID(), workspaceId, name: 'Checkout', scopes, keyHash: hashOf(key) };
  await insertApiKey(services.database, row);
  return key;
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

function tampered(headers: Headers, name: string): Headers {
  return { ...headers, [name]: lastChanged(headers[name] ?? '') };
}

/** The tenth character from the end: in base64url the very last one may carry bits that do not count. */
function lastChanged(text: string): string {
  const at = text.length - 10;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
