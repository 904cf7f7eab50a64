export type { Bench } from './bench.ts';
export { openBench } from './bench.ts';
export { daysAgo, givenBusiness } from './business.ts';
export type { TestCluster, TestClusterAddress, TestDatabase } from './cluster.ts';
export { startTestCluster } from './cluster.ts';
export { createTestDatabase } from './database.ts';
export * from './given.ts';
