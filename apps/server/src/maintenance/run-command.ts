import { type Configuration, ConfigurationError, loadConfiguration } from '../env.ts';
import { type FoundDatabase, findDatabase } from './find-database.ts';

/** Runs one command on the installation's database, and ends the process with the exit code it gives, or 1 for an error. */
export async function runCommand(
  name: string,
  work: (database: FoundDatabase, configuration: Configuration) => Promise<number>,
): Promise<never> {
  try {
    const configuration = loadConfiguration();
    const database = await findDatabase(configuration);
    try {
      process.exitCode = await work(database, configuration);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof ConfigurationError)
      console.error(`${name} cannot start:\n${error.message.replace(/^/gm, '  ')}`);
    else console.error(`${name} failed:`, error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  process.exit();
}
