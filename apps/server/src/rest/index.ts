export { besideOthers } from './beside.ts';
export { createRest } from './create-rest.ts';
