import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';

const RUN_MS_MAX = 180_000;
const STOP_MS_MAX = 15_000;
const OUTPUT_TAIL = 2_000;

export type TestRun = {
  /** Full names of the tests that failed; a file that does not even load has none. */
  readonly failed: readonly string[];
  readonly passed: number;
  /** False when anything failed, a file that did not load too. */
  readonly success: boolean;
  /** The end of what was printed, to say why there is no result. */
  readonly output: string;
};

type Report = {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** Runs ordinary test files inside a copy of the tree, to the end or to the first failure. */
export async function runTests(
  root: string,
  tests: readonly string[],
  until: 'the end' | 'the first failure',
): Promise<TestRun> {
  const reportFile = path.join(root, 'report.json');
  const outputFile = path.join(root, 'output.log');
  const output = await open(outputFile, 'w');
  const bail = until === 'the first failure' ? ['--bail=1'] : [];
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...tests,
      ...bail,
      '--reporter=json',
      `--outputFile=${reportFile}`,
    ],
    { cwd: root, stdio: ['ignore', output.fd, output.fd] },
  );
  const politely = setTimeout(() => child.kill('SIGTERM'), RUN_MS_MAX);
  const firmly = setTimeout(() => child.kill('SIGKILL'), RUN_MS_MAX + STOP_MS_MAX);
  await once(child, 'exit');
  clearTimeout(politely);
  clearTimeout(firmly);
  await output.close();
  const printed = (await readFile(outputFile, 'utf8')).slice(-OUTPUT_TAIL);
  const text = await readFile(reportFile, 'utf8').catch(() => null);
  if (text === null) return { failed: [], passed: 0, success: false, output: printed };
  const report: Report = JSON.parse(text);
  const failed = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName);
  return { failed, passed: report.numPassedTests, success: report.success, output: printed };
}
