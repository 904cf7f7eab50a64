export type { AuthOptions } from './auth-options.ts';
export { type Auth, createAuth } from './create-auth.ts';
