export * from './auth.ts';
export * from './certificate-types.ts';
export * from './certificates.ts';
export * from './code-keys.ts';
export * from './idempotency.ts';
export * from './outbox.ts';
export * from './segments.ts';
export * from './workspaces.ts';
