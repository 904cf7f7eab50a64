import { type Permission, usePermissions } from '../session/session.ts';

/** The screens of the console, in the order of the sidebar; null needs no permission. */
const screens = [
  { to: '/', title: 'Home', needs: null },
  { to: '/certificates', title: 'Certificates', needs: null },
  { to: '/orders', title: 'Orders', needs: null },
  { to: '/outbox', title: 'Outbox', needs: null },
  { to: '/settings/developers', title: 'Developers', needs: 'manage_access' },
] as const satisfies readonly { readonly to: string; readonly title: string; needs: Permission | null }[];

/** Those that this person is offered. */
export function useScreens() {
  const permissions = usePermissions();
  return screens.filter(({ needs }) => needs === null || permissions.includes(needs));
}
