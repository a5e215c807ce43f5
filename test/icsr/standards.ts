import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemasIn, type SchemaFault, type SchemaName } from '../../apps/safety/src/icsr-files/schemas.js';
import { withXml } from '../../apps/safety/src/icsr-files/read-xml.js';

const folder = process.env['STANDARDS_DIR'];

/**
 * The third-party files beside the project. Without `STANDARDS_DIR` the tests that need them are skipped and say so; with
 * it, a folder that does not hold them is a failure.
 */
export const describeWithStandards: typeof describe.skip = folder === undefined ? describe.skip : describe;

if (folder === undefined) {
  process.stderr.write('STANDARDS_DIR is not set: what needs the E2B schemas and dictionary is skipped.\n');
}

let loaded: ReturnType<typeof schemasIn> | undefined;

/** What the schema of HL7 says of a file. */
export function schemaFaults(xml: string, name: SchemaName = 'MCCI_IN200100UV01'): readonly SchemaFault[] {
  loaded ??= schemasIn(standards());
  const validate = loaded[name];
  const found = withXml(Buffer.from(xml), (document) => validate(document));
  if ('unreadable' in found) throw new Error(found.why);
  return found;
}

/** A file of the folder, as text. */
export const standardsFile = (...path: readonly string[]): string =>
  readFileSync(join(standards(), 'e2b', ...path), 'utf8');

function standards(): string {
  if (folder === undefined) throw new Error('STANDARDS_DIR is not set');
  return folder;
}
