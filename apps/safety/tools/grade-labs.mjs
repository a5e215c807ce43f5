#!/usr/bin/env node
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

/**
 * Grades laboratory results by CTCAE, without network and database: one line of NDJSON in, one line out, in order.
 *
 *   grade-labs --ctcae 4.03|5.0|6.0 --when-ambiguous worst|best|range < results.ndjson > grades.ndjson
 *
 * What a line may hold and what is answered is in the README of the service. A line that is no request is answered as
 * such, with its number; nothing is dropped. Exit 2 if it was not called as it must be.
 */
const USAGE = 'Usage: grade-labs --ctcae 4.03|5.0|6.0 --when-ambiguous worst|best|range';

const root = join(import.meta.dirname, '..', '..', '..');
const built = (path) => import(join(root, 'dist/apps/safety/src/domain', path));
const { isCtcaeVersion } = await built('ctcae/terms.js');
const { gradeLine } = await built('grade-labs/grade-line.js');
const { ambiguityPolicies } = await built('grade-labs/lab-request.js');

async function main() {
  const { version, policy } = calledWith(process.argv.slice(2));
  process.stdin.setEncoding('utf8');
  await pipeline(process.stdin, (chunks) => answers(chunks, version, policy), process.stdout);
}

function calledWith(args) {
  const text = { type: 'string' };
  const { values } = parseArgs({ args, options: { ctcae: text, 'when-ambiguous': text } });
  const { ctcae: version = '', 'when-ambiguous': policy } = values;
  if (!isCtcaeVersion(version)) throw new WrongCall('which version of CTCAE?');
  if (!ambiguityPolicies.includes(policy)) throw new WrongCall('what, when more than one grade is possible?');
  return { version, policy };
}

class WrongCall extends Error {}

/** The answers to a chunk leave together, so that a slow reader holds up the reading. */
async function* answers(chunks, version, policy) {
  let number = 0;
  for await (const lines of linesOf(chunks))
    yield lines.map((line) => `${JSON.stringify(gradeLine(line, ++number, version, policy))}\n`).join('');
}

/**
 * The lines that end in each chunk. Only a line feed ends a line: a JSON text may hold other separators. What follows
 * the last one is a line if there is anything.
 */
async function* linesOf(chunks) {
  let begun = [];
  for await (const chunk of chunks) {
    const [end, ...lines] = chunk.split('\n');
    begun.push(end);
    if (lines.length === 0) continue;
    const last = lines.pop();
    yield [begun.join(''), ...lines];
    begun = [last];
  }
  const rest = begun.join('');
  if (rest !== '') yield [rest];
}

await main().catch((error) => {
  // Whoever reads may have read enough.
  if (error.code === 'EPIPE') return;
  const wrongCall = error instanceof WrongCall || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = wrongCall ? 2 : 1;
});
