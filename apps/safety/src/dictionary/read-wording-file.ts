import type { CtcaeVersion } from '../domain/ctcae/term.js';
import { readWording, type ReadWording } from '../domain/ctcae/wording/read-wording.js';
import { readCsv } from './read-csv.js';

/** The publisher's table of a version, saved as CSV. */
export function readWordingFile(version: CtcaeVersion, text: string): ReadWording {
  const records = readCsv(text);
  return 'problem' in records ? { faults: [records] } : readWording(version, records);
}
