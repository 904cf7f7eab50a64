/** The screens of the console, in the order of the sidebar. */
export const screens = [
  { to: '/', title: 'Home' },
  { to: '/certificates', title: 'Certificates' },
  { to: '/orders', title: 'Orders' },
  { to: '/outbox', title: 'Outbox' },
] as const;
