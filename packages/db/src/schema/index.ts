export * from './auth.ts';
export * from './certificates.ts';
export * from './idempotency.ts';
export * from './outbox.ts';
export * from './workspaces.ts';
