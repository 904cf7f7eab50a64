import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.tsc/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*.test.ts', 'packages/**/*.test.{ts,tsx}', 'apps/**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts'],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['packages/**/*.db.test.ts', 'apps/**/*.db.test.ts'],
          exclude,
          globalSetup: ['./packages/db/src/testing/global-setup.ts'],
          // Each file has a database of its own, so files share a process and its warm modules.
          pool: 'forks',
          isolate: false,
          // One more than processors: many of these wait for the database.
          maxWorkers: 3,
          // Generous, for a machine whose processors are lent out elsewhere: a test that waits names what it waits for.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // After the unit tests: races are measured on a machine that does nothing else.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
