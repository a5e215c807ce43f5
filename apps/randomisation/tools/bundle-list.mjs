#!/usr/bin/env node
import { readFileSync } from 'node:fs';

/**
 * Puts the pages of an unblinded list, as the API answered them, together to the bundle that the verifiers read:
 *
 *   bundle-list --trial CODE --list ID PAGE… > bundle.json
 *
 * Pages are given in their order; rows of other lists of the trial are left out, and who holds a row is no part of a bundle.
 */
const USAGE = 'Usage: bundle-list --trial CODE --list ID PAGE…';

function main(words) {
  const [trial, list] = [valueOf(words, '--trial'), valueOf(words, '--list')];
  if (!trial || !list || words.length === 0) {
    console.error(USAGE);
    return 2;
  }
  const rows = words
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).items)
    .filter(({ listId }) => listId === list)
    .map(({ stratum, position, arm, salt, path }) => ({ stratum, position, arm, salt, path }));
  console.log(JSON.stringify({ format: 'trial-list-bundle/1', trial, list, rows }));
  return 0;
}

/** Takes a flag and its value out of the words. */
function valueOf(words, flag) {
  const at = words.indexOf(flag);
  return at < 0 ? undefined : words.splice(at, 2)[1];
}

process.exitCode = main(process.argv.slice(2));
