export type { AuthOptions } from './auth-options.ts';
export { type Auth, createAuth } from './create-auth.ts';
export type { Session } from './session-store.ts';
