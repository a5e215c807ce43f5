import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseDocument, visit } from 'yaml';
import { canonicalJson } from './canonical-json.js';
import { crossFindings } from './cross-checks.js';
import { cycleFindings, writtenOut } from './cycles.js';
import { deepFreeze } from './deep-freeze.js';
import { readablePath } from './field-path.js';
import { InvalidTrialFile, type Finding } from './invalid-trial-file.js';
import { provenanceFindings } from './provenance.js';
import { trialFile, type TrialConfiguration } from './trial-configuration.js';

/** The trial in one file of the disk; an `InvalidTrialFile` when it breaks a rule. */
export const loadTrial = (path: string): TrialConfiguration => readTrial(readFileSync(path, 'utf8'), basename(path));

/**
 * The trial in the text of one file, frozen to its leaves. `file` is `<trial>.v<n>.yaml` and must agree with the
 * `id` and `version` inside. Throws an `InvalidTrialFile` that names every field with the rule it breaks.
 */
export const readTrial = (yaml: string, file: string): TrialConfiguration => trialFrom(dataOf(yaml, file), file);

/** The trial in plain data, as it stands in a file; what `readTrial` does once the text is parsed. */
export function trialFrom(data: unknown, file: string): TrialConfiguration {
  const shape = trialFile.safeParse(data);
  if (!shape.success) {
    const findings = shape.error.issues.map(({ path, message }) => ({
      field: readablePath(data, path),
      rule: message,
    }));
    throw new InvalidTrialFile(file, findings);
  }

  const trial = deepFreeze(writtenOut(shape.data));
  refuse(file, [
    ...nameFindings(file, trial),
    ...cycleFindings(shape.data),
    ...crossFindings(trial),
    ...provenanceFindings(typeof data === 'object' && data !== null ? data : {}, trial),
  ]);
  return Object.freeze({ ...trial, checksum: createHash('sha256').update(canonicalJson(data), 'utf8').digest('hex') });
}

/** YAML 1.2 without aliases: every value stands where it is used, and text is never read as a date or a yes. */
function dataOf(yaml: string, file: string): unknown {
  const document = parseDocument(yaml, { version: '1.2', uniqueKeys: true });
  const aliases: Finding[] = [];
  visit(document, {
    Alias: (_, { source }) => void aliases.push({ field: `*${source}`, rule: 'aliases are not allowed' }),
  });
  refuse(file, [
    ...aliases,
    ...[...document.errors, ...document.warnings].map(({ message, linePos }) => ({
      field: `line ${linePos?.[0].line ?? 1}`,
      rule: message.split('\n')[0] ?? message,
    })),
  ]);
  return document.toJS();
}

function nameFindings(
  file: string,
  { id, version }: { readonly id: string; readonly version: number },
): readonly Finding[] {
  const expected = `${id.toLowerCase()}.v${version}.yaml`;
  return file === expected ? [] : [{ field: 'id', rule: `trial ${id}, version ${version} belongs in ${expected}` }];
}

function refuse(file: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new InvalidTrialFile(file, findings);
}
