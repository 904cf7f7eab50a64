import type { Report } from '../report.ts';
import { applyEdit, copyTree, EditDoesNotFit } from './copy-tree.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { runTests, type TestRun } from './run-tests.ts';

/** Two cores, two mutants at a time. */
const LANES = 2;

/**
 * Breaks the product in every known way, each in a copy of its own, and runs the tests that must notice. A mutant that
 * survives is a violation, and so are tests that fail on the unbroken copy: they would prove nothing.
 */
export async function huntMutants(report: Report, named: string | undefined): Promise<void> {
  const chosen = MUTANTS.filter(({ name }) => named === undefined || name.includes(named));
  if (chosen.length === 0) throw new Error(`there is no mutant named ${named}`);
  report.heading(`mutants: ${chosen.length} broken builds`);
  if (!(await passesUnbroken(report, chosen))) return;
  const waiting = [...chosen];
  const lane = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift())
      await hunt(report, mutant).catch((error: unknown) => {
        if (!(error instanceof EditDoesNotFit)) throw error;
        report.violation(`mutant "${mutant.name}" does not fit any more: ${error.message}`);
      });
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function passesUnbroken(report: Report, mutants: readonly Mutant[]): Promise<boolean> {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  const { run, seconds } = await runBroken([], tests, 'the end');
  report.figure('unbroken', run.success ? `${run.passed} tests pass (${seconds} s)` : 'FAILS');
  if (run.success) return true;
  report.violations('tests fail on the unbroken build, so no mutant was hunted', run.failed);
  if (run.failed.length === 0) report.violation(`the tests do not run on the unbroken build\n${run.output}`);
  return false;
}

async function hunt(report: Report, { name, edits, tests }: Mutant): Promise<void> {
  const { run, seconds } = await runBroken(edits, tests, 'the first failure');
  const [caughtBy] = run.failed;
  if (caughtBy !== undefined) {
    report.figure(name, `caught by "${caughtBy}" (${seconds} s)`);
    return;
  }
  report.figure(name, `SURVIVES (${seconds} s)`);
  const why = run.success ? `${run.passed} tests pass` : `no test names what is wrong\n${run.output}`;
  report.violation(`mutant "${name}" survives ${tests.join(', ')}: ${why}`);
}

async function runBroken(
  edits: Mutant['edits'],
  tests: Mutant['tests'],
  until: 'the end' | 'the first failure',
): Promise<{ run: TestRun; seconds: string }> {
  const startedAt = performance.now();
  const copy = await copyTree();
  try {
    for (const edit of edits) await applyEdit(copy.root, edit);
    const run = await runTests(copy.root, tests, until);
    return { run, seconds: ((performance.now() - startedAt) / 1_000).toFixed(1) };
  } finally {
    await copy.remove();
  }
}
