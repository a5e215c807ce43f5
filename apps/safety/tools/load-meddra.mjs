#!/usr/bin/env node
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asLoader, built, calledWith, intoSafety, line, WrongCall } from './loading.mjs';

/**
 * Loads a release of MedDRA from the folder of its licensed ASCII files (soc.asc, hlgt.asc, hlt.asc, pt.asc, llt.asc and
 * mdhier.asc), beside the versions that are loaded already:
 *
 *   load-meddra VERSION LANGUAGE FOLDER --by PERSON --reason TEXT [--database URL]
 *
 * VERSION as on the release (29.0), LANGUAGE as two letters (en). Answers with one line of NDJSON. Where a line of a file is
 * wrong nothing is loaded: one line for each fault with file, line and field, and exit 1.
 */
const USAGE =
  'Usage: load-meddra VERSION LANGUAGE FOLDER --by PERSON --reason TEXT [--database URL, or SAFETY_DATABASE_URL]';

const { loadMeddra, releaseFileNames } = await built('apps/safety/src/meddra/load-meddra.js');

await asLoader(USAGE, async (args) => {
  const call = calledWith(args, 3);
  const [version, language, folder] = call.words;
  if (!/^\d{1,2}\.\d$/.test(version)) throw new WrongCall(`a version is like 29.0, not ${version}`);
  if (!/^[a-z]{2}$/.test(language)) throw new WrongCall(`a language is two letters, not ${language}`);
  const files = new Map();
  for (const name of await readdir(folder))
    if (releaseFileNames.includes(name.toLowerCase()))
      files.set(name.toLowerCase(), await readFile(join(folder, name)));
  const answer = await intoSafety(call, (transactions, context) =>
    loadMeddra(transactions, { version, language }, files, context),
  );
  if ('faults' in answer) {
    for (const fault of answer.faults) line(fault);
    process.exitCode = 1;
    return;
  }
  line({ version, language, ...answer });
});
