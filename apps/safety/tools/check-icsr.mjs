#!/usr/bin/env node
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Checks ICH E2B(R3) files, reports and acknowledgements, by our rules and, where STANDARDS_DIR names the folder above
 * e2b/schemas, by the schema of HL7. One line of NDJSON for each finding; nothing for a good file.
 *
 *   check-icsr FILE…
 *
 * Exit 1 if any finding is an error, 2 if it was not called as it must be (STANDARDS_DIR without the schemas included).
 */
const USAGE = 'Usage: check-icsr FILE…';

const root = join(import.meta.dirname, '..', '..', '..');
const built = (path) => import(join(root, 'dist/apps/safety/src/icsr-files', path));
const { checkFile, unreadableFile } = await built('check-file.js');
const { MOST_BYTES } = await built('read-xml.js');
const { schemasIn } = await built('schemas.js');
const { instantAt } = await import(join(root, 'dist/libs/kernel/src/index.js'));

async function main() {
  const files = calledWith(process.argv.slice(2));
  const schemas = schemasNamed(process.env['STANDARDS_DIR']);
  const now = instantAt(Date.now());
  for (const file of files) {
    for (const finding of await findings(file, now, schemas)) {
      process.stdout.write(`${JSON.stringify(finding)}\n`);
      if (finding.severity === 'error') process.exitCode = 1;
    }
  }
}

function calledWith(args) {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  if (positionals.length === 0) throw new WrongCall('which files?');
  return positionals;
}

function schemasNamed(folder) {
  if (!folder) return undefined;
  try {
    return schemasIn(folder);
  } catch (error) {
    throw new WrongCall(`STANDARDS_DIR does not hold the schemas: ${error.message}`);
  }
}

class WrongCall extends Error {}

async function findings(file, now, schemas) {
  try {
    return checkFile(file, await read(file), now, schemas);
  } catch (error) {
    if (typeof error.code !== 'string') throw error;
    return [unreadableFile(file, error.message)];
  }
}

/** Never more than one byte beyond what is read, whatever the file is. */
async function read(file) {
  const chunks = [];
  for await (const chunk of createReadStream(file, { end: MOST_BYTES })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

await main().catch((error) => {
  // Whoever reads may have read enough.
  if (error.code === 'EPIPE') return;
  const wrongCall = error instanceof WrongCall || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = wrongCall ? 2 : 1;
});
