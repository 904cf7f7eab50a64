import { randomUUID } from 'node:crypto';
import type { CertificateTypeInput, SegmentInput, StaffRole, Workspace } from '@boon/core';
import { appRouter } from '../routers/index.ts';
import type { ServicesTestBed } from '../services-test-bed.ts';

type Caller = ReturnType<typeof appRouter.createCaller>;

export type Callers = {
  readonly customer: Caller['portal'];
  staff(workspace: Workspace, role?: StaffRole, name?: string): Caller['admin'];
};

/** A customer of the portal, or staff of a workspace in the console, calling as the front ends do. */
export function callersOf(bed: ServicesTestBed): Callers {
  const callerOf = (
    staff: { readonly workspace: Workspace; readonly role: StaffRole; name: string } | null,
  ) =>
    appRouter.createCaller({
      services: bed.services,
      outbox: bed.local.outbox,
      readCheckout: () => null,
      addressSubject: () => 'somebody',
      foreignOrigin: null,
      readStaff: async () =>
        staff && {
          userId: randomUUID(),
          name: staff.name,
          email: 'staff@example.com',
          workspaceId: staff.workspace.id,
          role: staff.role,
          passwordDueAt: null,
        },
    });
  return {
    customer: callerOf(null).portal,
    staff: (workspace: Workspace, role: StaffRole = 'owner', name = 'Mara') =>
      callerOf({ workspace, role, name }).admin,
  };
}

export function segmentOf(changes: Partial<SegmentInput> = {}): SegmentInput {
  return {
    code: 'AGENTS',
    slug: 'agents',
    name: 'Travel agents',
    colour: '#A1243B',
    description: '',
    language: 'en',
    isActive: true,
    isDefault: false,
    access: { kind: 'open' },
    ...changes,
  };
}

export function typeOf(changes: Partial<CertificateTypeInput> = {}): CertificateTypeInput {
  return {
    name: 'A day on the water',
    description: 'Two people, one kayak.',
    design: 'fjord',
    pricing: { kind: 'fixed', amountsMinor: [5_000, 15_000] },
    expiresAfterDays: 'workspace',
    isActive: true,
    segmentIds: [],
    ...changes,
  };
}

export function giftOf(changes: { readonly amountMinor?: number } = {}) {
  return {
    certificateId: randomUUID(),
    amountMinor: 15_000,
    purchaser: { name: 'Mateo', email: 'mateo@example.com' },
    recipient: { name: 'Łucja', email: 'lucja@example.com' },
    message: '',
    delivery: 'email' as const,
    deliverOn: null,
    ...changes,
  };
}

/** The refusal a call ends with. @throws Error when it does not */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; details: unknown }> {
  const error = await call.then(
    (answer) => new Error(`it was answered: ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  const cause = error instanceof Error ? error.cause : null;
  if (cause instanceof Error && 'code' in cause && 'details' in cause)
    return { code: String(cause.code), details: cause.details };
  throw error;
}
