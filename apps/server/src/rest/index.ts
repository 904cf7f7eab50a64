export { createRest } from './create-rest.ts';
