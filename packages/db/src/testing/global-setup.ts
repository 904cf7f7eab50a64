import type { TestProject } from 'vitest/node';
import { startTestCluster } from './index.ts';

/** One PostgreSQL for the whole run of the database tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide('testCluster', { url: cluster.url, template: cluster.template });
  return () => cluster.stop();
}
