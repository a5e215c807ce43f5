#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { asLoader, built, calledWith, intoSafety, line, WrongCall } from './loading.mjs';

/**
 * Loads the official wording of the grades from the publisher's own table, saved from their workbook as CSV (UTF-8), so that
 * the search for terms shows it:
 *
 *   load-ctcae-wording 4.03|5.0|6.0 FILE.csv --by PERSON --reason TEXT [--database URL]
 *
 * One line of NDJSON for each grade that only the file or only the dictionary knows, then what was loaded. Where a line of the
 * file is wrong, or the file is of another version, nothing is loaded: one line for each fault, and exit 1.
 */
const USAGE =
  'Usage: load-ctcae-wording 4.03|5.0|6.0 FILE.csv --by PERSON --reason TEXT [--database URL, or SAFETY_DATABASE_URL]';

const { isCtcaeVersion } = await built('apps/safety/src/domain/ctcae/terms.js');
const { loadCtcaeWording } = await built('apps/safety/src/dictionary/load-ctcae-wording.js');

await asLoader(USAGE, async (args) => {
  const call = calledWith(args, 2);
  const [version, file] = call.words;
  if (!isCtcaeVersion(version)) throw new WrongCall(`there is no dictionary ${version}`);
  const bytes = await readFile(file);
  const answer = await intoSafety(call, (transactions, context) =>
    loadCtcaeWording(transactions, version, bytes, context),
  );
  if ('faults' in answer) {
    for (const fault of answer.faults) line({ file, ...fault });
    process.exitCode = 1;
    return;
  }
  const { differences, ...loaded } = answer;
  for (const difference of differences) line(difference);
  line({ file, version, ...loaded, differences: differences.length });
});
