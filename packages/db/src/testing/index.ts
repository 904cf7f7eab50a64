export type { TestCluster, TestClusterAddress, TestDatabase } from './cluster.ts';
export { startTestCluster } from './cluster.ts';
export { createTestDatabase } from './database.ts';
