import { cloneTemplate, type TestClusterAddress, type TestDatabase } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestClusterAddress;
  }
}

/** A migrated, empty database for one test file, in the cluster that the run's global setup started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  // Loaded late: outside a test run, where startTestCluster is used, vitest refuses to be touched.
  const { inject } = await import('vitest');
  return await cloneTemplate(inject('testCluster'));
}
