import { createContext, useContext } from 'react';
import type { AdminOutputs } from '../api/trpc.ts';

export type Session = AdminOutputs['session'];
export type Permission = 'issue' | 'read_codes' | 'resend' | 'void' | 'manage_access';

const permissionsByRole: Record<Session['role'], readonly Permission[]> = {
  owner: ['issue', 'read_codes', 'resend', 'void', 'manage_access'],
  admin: ['issue', 'read_codes', 'resend', 'void', 'manage_access'],
  staff: ['issue', 'read_codes', 'resend'],
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
