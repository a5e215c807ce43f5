import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');
export const built = (path) => import(join(root, 'dist', path));
const { connectTo, RandomIds, RunningClock, Transactions } = await built('libs/persistence/src/index.js');
const { safetyDatabase } = await built('apps/safety/src/persistence/data-source.js');

export class WrongCall extends Error {}

/** Positional words, and the options every loader has: who loads, why, and into which database. */
export function calledWith(args, count) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' }, reason: { type: 'string' }, database: { type: 'string' } },
  });
  if (positionals.length !== count) throw new WrongCall(`${count} words, not ${positionals.length}`);
  if (!values.by?.trim() || !values.reason?.trim()) throw new WrongCall('say who loads it (--by) and why (--reason)');
  const url = values.database ?? process.env['SAFETY_DATABASE_URL'];
  if (!url) throw new WrongCall('name the database of safety (--database or SAFETY_DATABASE_URL)');
  return { words: positionals, by: values.by, reason: values.reason, url };
}

/** Runs `load` on the tables of safety as the person who called. */
export async function intoSafety({ by, reason, url }, load) {
  const dataSource = await connectTo({ ...safetyDatabase, url });
  try {
    const transactions = new Transactions(dataSource, new RunningClock(), new RandomIds(), 'safety');
    return await load(transactions, {
      ...{ actor: by, role: 'operator', organisation: 'platform', trialId: '', sites: [], zone: 'UTC', reason },
      ...{ trace: '00-00000000000000000000000000000001-0000000000000001-01', cause: 'command-line' },
    });
  } finally {
    await dataSource.destroy();
  }
}

export const line = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Runs a loader; exit 1 for a fault in what is read, 2 for a wrong call. */
export async function asLoader(usage, main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const wrong = error instanceof WrongCall || error.code?.startsWith('ERR_PARSE_ARGS');
    console.error(wrong ? `${error.message}\n${usage}` : error.message);
    process.exitCode = wrong ? 2 : 1;
  }
}
