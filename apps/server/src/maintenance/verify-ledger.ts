import { formatMoney } from '@boon/core/money';
import { type LedgerReport, openDatabase, verifyLedger } from '@boon/db';
import { runCommand } from './run-command.ts';

await runCommand('verify-ledger', async ({ url }) => {
  const database = openDatabase({ url, appConnectionsMax: 1, workerConnectionsMax: 1 });
  try {
    const report = await verifyLedger(database);
    print(report);
    return report.differenceCount === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
});

function print({ workspaces, totals, differenceCount, differences }: LedgerReport): void {
  console.log(`${workspaces} workspaces`);
  for (const { currency, certificates, ...sums } of totals) {
    const figure = (minor: bigint) => formatMoney({ amountMinor: Number(minor), currency }, 'en');
    console.log(
      `${currency}: ${certificates} certificates; issued ${figure(sums.issuedMinor)}, redeemed ${figure(sums.redeemedMinor)}, ` +
        `voided ${figure(sums.voidedMinor)}, expired ${figure(sums.expiredMinor)}, liability ${figure(sums.liabilityMinor)}`,
    );
  }
  if (differenceCount === 0) {
    console.log('The books agree.');
    return;
  }
  console.error(
    differenceCount === differences.length
      ? `${differenceCount} differences:`
      : `${differenceCount} differences, the first ${differences.length}:`,
  );
  for (const { workspace, subject, problem } of differences)
    console.error(`  ${workspace} ${subject}: ${problem}`);
}
