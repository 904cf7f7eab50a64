import type { StaffRole } from '@boon/core';
import { DomainError, type RefusalKind, refuse } from '@boon/core';
import { isDatabaseUnavailable, noteRefusedOrigin } from '@boon/db';
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { Outbox } from '../gateways/local/types.ts';
import { isOriginRefused } from '../origins/refused-origin.ts';
import type { Services } from '../services.ts';
import type { Claims } from '../tokens/tokens.ts';
import { UNAVAILABLE_SENTENCE } from '../unavailable.ts';
import { isPasswordDue } from './read-staff.ts';

/** A member of staff signed in to one workspace. */
export type Staff = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceId: string;
  readonly role: StaffRole;
  /** From then on changes that give others power need the password again; null for who has none. */
  readonly passwordDueAt: Date | null;
};

/** Who calls is found out when a procedure needs it: a shop's visitor costs no look-up of a session. */
export type Context = {
  readonly services: Services;
  /** The local outbox, outside production. */
  readonly outbox: Outbox | null;
  readStaff(): Promise<Staff | null>;
  readCheckout(): Claims<'checkout'> | null;
  /** What stands for the caller's address where wrong codes are counted. */
  readonly addressSubject: () => string;
  /** The page that calls, when it is of another site than this one. */
  readonly foreignOrigin: string | null;
};

const CODES = {
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  invalid: 'UNPROCESSABLE_CONTENT',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<RefusalKind, TRPCError['code']>;

const INTERNAL_MESSAGE = 'Something went wrong on our side. Nothing was lost; try again in a moment.';

const trpc = initTRPC.context<Context>().create({
  errorFormatter({ shape, error }) {
    const { code, httpStatus } = shape.data;
    const refusal = refusalOf(error);
    const message =
      refusal?.message ?? (error.code === 'INTERNAL_SERVER_ERROR' ? INTERNAL_MESSAGE : shape.message);
    return {
      ...shape,
      message,
      data: { code, httpStatus, refusal: refusal && { code: refusal.code, details: refusal.details } },
    };
  },
});

function refusalOf(error: TRPCError): DomainError | null {
  if (error.cause instanceof DomainError) return error.cause;
  if (!(error.cause instanceof z.ZodError)) return null;
  const fields = Object.fromEntries(
    error.cause.issues.map((issue) => [issue.path.join('.') || 'input', issue.message]),
  );
  const sentence = Object.entries(fields)
    .map(([field, problem]) => `${field}: ${problem}`)
    .join(' ');
  return new DomainError(refuse('validation_failed', sentence, { fields }));
}

/** The one place where a refusal of the domain gets its tRPC code; unknown errors are logged and never shown. */
const refusals = trpc.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof DomainError) {
    throw new TRPCError({ code: CODES[cause.kind], message: cause.message, cause });
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') ctx.services.log.error('trpc.failed', cause, { path });
  // Not a refusal: nobody knows whether the call was carried out.
  if (isDatabaseUnavailable(cause)) {
    throw new TRPCError({ code: CODES.unavailable, message: UNAVAILABLE_SENTENCE, cause });
  }
  return result;
});

export const router = trpc.router;
export const publicProcedure = trpc.procedure.use(refusals);

export const staffProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const staff = await ctx.readStaff();
  if (!staff) throw new DomainError(refuse('unauthorized', 'Sign in to go on.'));
  return next({
    ctx: { ...ctx, staff, actor: { kind: 'staff', id: staff.userId, name: staff.name } as const },
  });
});

/** Day-to-day work: everybody but viewers. */
export const deskProcedure = staffProcedure.use(({ ctx, next }) => {
  if (ctx.staff.role === 'viewer') throw forbidden();
  return next();
});

/** Reactivating, extending, reissuing. */
export const managerProcedure = staffProcedure.use(({ ctx, next }) => {
  if (ctx.staff.role !== 'owner' && ctx.staff.role !== 'admin') throw forbidden();
  return next();
});

/** Voiding, refunding, keys: whoever finds a console left open must not take anything along. */
export const confirmedProcedure = managerProcedure.use(({ ctx, next }) => {
  assertPasswordFresh(ctx);
  return next();
});

/** Day-to-day work that shows a code, or decides where it is sent. */
export const confirmedDeskProcedure = deskProcedure.use(({ ctx, next }) => {
  assertPasswordFresh(ctx);
  return next();
});

export const checkoutProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const checkout = ctx.readCheckout();
  if (!checkout) {
    throw new DomainError(
      refuse(
        'unauthorized',
        'The checkout token is missing, wrong or has run out. Get a new one: POST /v1/orders/{id}/checkout-tokens.',
      ),
    );
  }
  const { foreignOrigin } = ctx;
  const origin = foreignOrigin === null ? {} : { origin: foreignOrigin };
  const result = await next({
    ctx: { ...ctx, checkout: { ...checkout, ...origin, guesser: { address: ctx.addressSubject() } } },
  });
  if (foreignOrigin !== null && !result.ok && isOriginRefused(result.error.cause)) {
    const { database, clock } = ctx.services;
    await noteRefusedOrigin(database, checkout.workspaceId, foreignOrigin, clock.now());
  }
  return result;
});

function assertPasswordFresh({
  staff,
  services,
}: Pick<Context, 'services'> & { readonly staff: Staff }): void {
  if (!isPasswordDue(staff, services.clock.now())) return;
  const sentence = 'It has been a while since you signed in. Sign in again, then repeat this.';
  throw new DomainError(refuse('forbidden', sentence, { reason: 'password_due' }));
}

function forbidden(): DomainError {
  return new DomainError(
    refuse('forbidden', 'Your role does not allow this. Ask an administrator of your workspace.'),
  );
}
