/**
 * Who may call what: the one place where it is written down, apart from the code that enforces it. The matrix in
 * authorisation.db.test.ts tries every line with every kind of caller, and fails for a call that has no line here.
 */
export type Ids = {
  readonly workspaceId: string;
  readonly slug: string;
  readonly certificateId: string;
  readonly version: number;
  readonly code: string;
  readonly orderId: string;
  /** Live, on the order. */
  readonly redemptionId: string;
  readonly segmentId: string;
  readonly typeId: string;
  readonly apiKeyId: string;
  readonly certificateToken: string;
  readonly purchaseToken: string;
  readonly documentToken: string;
};

export const STAFF_CALLERS = ['viewer', 'staff', 'admin', 'owner'] as const;
export const SCOPES = ['read', 'redeem', 'manage'] as const;

/** Of a session's role: everybody without a session is `unauthorized`, a role that is missing here `forbidden`. */
export const GROUPS = {
  everybody: null,
  checkout: [],
  staff: ['viewer', 'staff', 'admin', 'owner'],
  desk: ['staff', 'admin', 'owner'],
  managers: ['admin', 'owner'],
} as const;

export type Group = keyof typeof GROUPS;

type Combine = (own: Ids, other: Ids) => Ids;

/** How ids of another workspace get into a call: all of them, or one beside ids of the caller's own. */
const whole: Combine = (_own, other) => other;
const code: Combine = (own, other) => ({ ...own, code: other.code });
const order: Combine = (own, other) => ({ ...own, orderId: other.orderId });
const redemption: Combine = (own, other) => ({ ...own, redemptionId: other.redemptionId });
const certificateToken: Combine = (own, other) => ({ ...own, certificateToken: other.certificateToken });
const purchaseToken: Combine = (own, other) => ({ ...own, purchaseToken: other.purchaseToken });
const segment: Combine = (own, other) => ({ ...own, segmentId: other.segmentId });
const type: Combine = (own, other) => ({ ...own, typeId: other.typeId });
const apiKey: Combine = (own, other) => ({ ...own, apiKeyId: other.apiKeyId });

export type Procedure = {
  readonly may: Group;
  readonly input?: (ids: Ids) => unknown;
  /** Which ids it takes; with none there is nothing of another workspace to name. */
  readonly foreign?: readonly Combine[];
};

const gift = {
  amountMinor: 15_000,
  purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
  recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
  message: '',
  delivery: 'email',
  deliverOn: null,
};
const segmentInput = {
  code: 'FRIENDS',
  slug: 'friends',
  name: 'Friends',
  colour: '#0B5C5E',
  description: '',
  language: 'en',
  isActive: true,
  isDefault: false,
  access: { kind: 'open' },
};
const typeInput = {
  name: 'A day on the water',
  description: '',
  design: 'fjord',
  pricing: { kind: 'free', amountMinMinor: 5_000, amountMaxMinor: 50_000 },
  expiresAfterDays: 'workspace',
  isActive: true,
  segmentIds: [],
};
const LATER = '2029-06-30';

const one = ({ certificateId: id }: Ids) => ({ id });
const changed =
  (facts: object = {}) =>
  ({ certificateId: id, version }: Ids) => ({ id, version, ...facts });
const fresh = () => crypto.randomUUID();

export const PROCEDURES: Readonly<Record<string, Procedure>> = {
  'portal.storefront': { may: 'everybody', input: ({ slug }) => ({ workspace: slug }) },
  'portal.purchase': {
    may: 'everybody',
    input: ({ slug, typeId }) => ({ workspace: slug, typeId, certificateId: fresh(), ...gift }),
    foreign: [type],
  },
  'portal.enterSegment': {
    may: 'everybody',
    input: ({ slug }) => ({ workspace: slug, segment: 'everyone', accessCode: 'KAYAK-2026' }),
  },
  'portal.requestSegmentCode': {
    may: 'everybody',
    input: ({ slug }) => ({ workspace: slug, segment: 'everyone', email: 'ines@example.com' }),
  },
  'portal.confirmSegmentCode': {
    may: 'everybody',
    input: ({ slug }) => ({
      workspace: slug,
      segment: 'everyone',
      email: 'ines@example.com',
      code: '123456',
    }),
  },
  'portal.purchaseStatus': {
    may: 'everybody',
    input: ({ slug, purchaseToken: purchase }) => ({ workspace: slug, purchase }),
    foreign: [purchaseToken],
  },
  'portal.checkCode': {
    may: 'everybody',
    input: ({ slug, code }) => ({ workspace: slug, code }),
    foreign: [code],
  },
  'portal.certificate': {
    may: 'everybody',
    input: ({ slug, certificateToken: token }) => ({ workspace: slug, token }),
    foreign: [certificateToken],
  },

  'widget.order': { may: 'checkout' },
  'widget.applyCode': {
    may: 'checkout',
    input: ({ code }) => ({ code, redemptionId: fresh() }),
    foreign: [code],
  },
  'widget.remove': {
    may: 'checkout',
    input: ({ redemptionId }) => ({ redemptionId }),
    foreign: [redemption],
  },

  'admin.session': { may: 'staff' },
  'admin.guessing': { may: 'staff' },
  'admin.dashboard': { may: 'staff', input: () => ({ days: 30 }) },
  'admin.certificates.list': { may: 'staff', input: ({ code }) => ({ search: code }), foreign: [code] },
  'admin.certificates.get': { may: 'staff', input: one, foreign: [whole] },
  'admin.certificates.create': {
    may: 'desk',
    input: () => ({ ...gift, id: fresh(), kind: 'purchased', payment: { method: 'cash', reference: null } }),
  },
  'admin.certificates.revealCode': { may: 'desk', input: one, foreign: [whole] },
  'admin.certificates.resend': { may: 'desk', input: changed({}), foreign: [whole] },
  'admin.certificates.markPaid': {
    may: 'desk',
    input: changed({ payment: { method: 'cash', reference: null } }),
    foreign: [whole],
  },
  'admin.certificates.correct': {
    may: 'desk',
    input: changed({ purchaser: gift.purchaser, recipient: gift.recipient }),
    foreign: [whole],
  },
  'admin.certificates.void': { may: 'managers', input: changed({ reason: 'A mistake' }), foreign: [whole] },
  'admin.certificates.reactivate': {
    may: 'managers',
    input: changed({ validThrough: LATER }),
    foreign: [whole],
  },
  'admin.certificates.extend': { may: 'managers', input: changed({ validThrough: LATER }), foreign: [whole] },
  'admin.certificates.reissue': {
    may: 'managers',
    input: changed({ reason: 'Lost', announce: 'silent' }),
    foreign: [whole],
  },
  'admin.segments.names': { may: 'staff' },
  'admin.segments.list': { may: 'managers' },
  'admin.segments.create': {
    may: 'managers',
    input: () => {
      const name = `s-${fresh().slice(0, 8)}`;
      return { ...segmentInput, id: fresh(), code: name.toUpperCase(), slug: name };
    },
  },
  'admin.segments.update': {
    may: 'managers',
    input: ({ segmentId: id }) => ({ ...segmentInput, isDefault: true, id, version: 1 }),
    foreign: [segment],
  },
  'admin.certificateTypes.list': { may: 'staff' },
  'admin.certificateTypes.create': {
    may: 'managers',
    input: ({ segmentId }) => ({ ...typeInput, id: fresh(), segmentIds: [segmentId] }),
    foreign: [segment],
  },
  'admin.certificateTypes.update': {
    may: 'managers',
    input: ({ typeId: id }) => ({ ...typeInput, id, version: 1 }),
    foreign: [type],
  },
  'admin.orders.list': { may: 'staff', input: () => ({}) },
  'admin.orders.get': { may: 'staff', input: ({ orderId: id }) => ({ id }), foreign: [order] },
  'admin.orders.cancel': {
    may: 'managers',
    input: ({ orderId: id }) => ({ id, version: 1, validThrough: null }),
    foreign: [order],
  },
  'admin.apiKeys.list': { may: 'managers' },
  'admin.apiKeys.create': {
    may: 'managers',
    input: () => ({ name: `Key ${fresh()}`, scopes: ['redeem'] }),
  },
  'admin.apiKeys.revoke': {
    may: 'managers',
    input: ({ apiKeyId: id }) => ({ id }),
    foreign: [apiKey],
  },
  'admin.origins.list': { may: 'managers' },
  'admin.origins.allow': { may: 'managers', input: () => ({ address: 'https://shop.example.com' }) },
  'admin.origins.remove': { may: 'managers', input: () => ({ origin: 'https://shop.example.com' }) },
  'admin.outbox.list': { may: 'staff' },
  // The local outbox is the whole installation's and exists outside production only.
  'admin.outbox.get': { may: 'desk', input: () => ({ id: 'none' }) },
};

export type Route = {
  /** Any one of these scopes lets a key through; `everybody` needs no key. */
  readonly may: readonly (typeof SCOPES)[number][] | 'everybody';
  readonly path?: (ids: Ids) => string;
  readonly body?: (ids: Ids) => unknown;
  readonly foreign?: readonly Combine[];
};

const ofCertificate =
  (action = '') =>
  ({ certificateId }: Ids) =>
    `/v1/certificates/${certificateId}${action}`;
const ofOrder =
  (action = '') =>
  ({ orderId }: Ids) =>
    `/v1/orders/${orderId}${action}`;

/** The REST API, by method and path as the OpenAPI document names them. */
export const ROUTES: Readonly<Record<string, Route>> = {
  'POST /v1/orders': {
    may: ['redeem'],
    body: () => ({ reference: fresh(), total: 20_000, currency: 'EUR' }),
  },
  'GET /v1/orders/{id}': { may: ['read', 'redeem'], path: ofOrder(), foreign: [whole] },
  'PATCH /v1/orders/{id}': {
    may: ['redeem'],
    path: ofOrder(),
    body: () => ({ total: 60_000 }),
    foreign: [whole],
  },
  'POST /v1/orders/{id}/checkout-tokens': {
    may: ['redeem'],
    path: ofOrder('/checkout-tokens'),
    foreign: [whole],
  },
  'POST /v1/orders/{id}/complete': { may: ['redeem'], path: ofOrder('/complete'), foreign: [whole] },
  'POST /v1/orders/{id}/cancel': { may: ['redeem'], path: ofOrder('/cancel'), foreign: [whole] },
  'POST /v1/orders/{id}/redemptions': {
    may: ['redeem'],
    path: ofOrder('/redemptions'),
    body: ({ code }) => ({ code }),
    foreign: [whole, code, order],
  },
  'DELETE /v1/orders/{id}/redemptions/{redemption}': {
    may: ['redeem'],
    path: (ids) => ofOrder(`/redemptions/${ids.redemptionId}`)(ids),
    foreign: [whole, order, redemption],
  },
  'POST /v1/certificates': {
    may: ['manage'],
    body: () => ({
      amount: 15_000,
      currency: 'EUR',
      purchaser: gift.purchaser,
      recipient: gift.recipient,
      payment: { method: 'cash' },
    }),
  },
  'GET /v1/certificates': { may: ['read', 'manage'] },
  'GET /v1/certificates/{id}': { may: ['read', 'manage'], path: ofCertificate(), foreign: [whole] },
  'POST /v1/certificates/{id}/void': {
    may: ['manage'],
    path: ofCertificate('/void'),
    body: () => ({ reason: 'A mistake' }),
    foreign: [whole],
  },
  'POST /v1/certificates/{id}/reactivate': {
    may: ['manage'],
    path: ofCertificate('/reactivate'),
    body: () => ({ valid_through: LATER }),
    foreign: [whole],
  },
  'POST /v1/certificates/{id}/extend': {
    may: ['manage'],
    path: ofCertificate('/extend'),
    body: () => ({ valid_through: LATER }),
    foreign: [whole],
  },
  'POST /v1/certificates/{id}/reissue': {
    may: ['manage'],
    path: ofCertificate('/reissue'),
    body: () => ({ reason: 'Lost', send: false }),
    foreign: [whole],
  },
  'POST /v1/certificates/{id}/send': { may: ['manage'], path: ofCertificate('/send'), foreign: [whole] },
  // It shows the code.
  'GET /v1/certificates/{id}/pdf': { may: ['manage'], path: ofCertificate('/pdf'), foreign: [whole] },
  'POST /v1/codes/check': {
    may: ['redeem'],
    body: ({ code, orderId }) => ({ code, order_id: orderId }),
    foreign: [whole, code, order],
  },
};

/** What `app.ts` serves besides the two APIs, by mount: a new mount needs a line here, and a test if it knows callers. */
export const MOUNTS: Readonly<Record<string, string>> = {
  createHealth: 'everybody; says nothing of any workspace',
  createStripeWebhook: 'Stripe alone, by its signature; tried below',
  createTrpc: 'PROCEDURES',
  'auth.handler': 'everybody; the sign-in has tests of its own in auth/',
  createDocumentPages: 'who holds a document token; tried below',
  createStaffFiles: 'desk; tried below',
  'local.paymentPages': 'everybody, outside production',
  'local.demo': 'everybody, outside production',
  createFrontEnds: 'everybody; files without data',
  createHomePage: 'everybody; signposts',
  createRest: 'ROUTES',
};
