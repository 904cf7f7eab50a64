import { createContext, useContext } from 'react';
import type { AdminOutputs } from '../api/trpc.ts';

export type Session = AdminOutputs['session'];
/** `settle`: note a payment, correct names and addresses. `revive`: reactivate, extend, make a new code. */
export type Permission = 'issue' | 'read_codes' | 'resend' | 'settle' | 'revive' | 'void' | 'manage_access';

const desk: readonly Permission[] = ['issue', 'read_codes', 'resend', 'settle'];

const permissionsByRole: Record<Session['role'], readonly Permission[]> = {
  owner: [...desk, 'revive', 'void', 'manage_access'],
  admin: [...desk, 'revive', 'void', 'manage_access'],
  staff: desk,
  viewer: [],
};

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside the signed-in part of the page');
  return session;
}

/** What the role is offered. The server decides; this only keeps buttons away that would be refused. */
export function useMay(permission: Permission): boolean {
  return usePermissions().includes(permission);
}

export function usePermissions(): readonly Permission[] {
  return permissionsByRole[useSession().role];
}
