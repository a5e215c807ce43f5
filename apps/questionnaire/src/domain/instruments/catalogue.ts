import { Rejection } from '@trial/kernel';
import type { Instrument } from '../instrument.js';
import { haqDiVersions } from './haq-di/haq-di.js';
import { painVasVersions } from './pain-vas/pain-vas.js';

/** Every instrument version this service can present, check and score. */
export const instruments: readonly Instrument[] = [...haqDiVersions, ...painVasVersions];

/**
 * The instrument of that code and version. `Rejection('instrument-unknown')` for anything else: a version is never
 * guessed from the answers.
 */
export function instrumentOf(code: string, version: string): Instrument {
  const found = instruments.find((instrument) => instrument.code === code && instrument.version === version);
  if (!found)
    throw new Rejection('instrument-unknown', { field: 'instrument', rule: `there is no ${code} ${version}` });
  return found;
}
