import type { Instant } from '@trial/kernel';
import type { Trials } from '@trial/trial-configuration';
import type { Participant } from './participant.table.js';

export type Consented = Participant & { readonly trialVersion: number };

export const hasConsented = (participant: Participant): participant is Consented => participant.trialVersion !== null;

/**
 * The version a participant goes by: a later one that asks for no new consent holds from the moment the site works by it, also
 * for somebody whose consent to the one before it was heard only then. For whoever has left nothing changes.
 */
export const versionGoneBy = (
  trials: Pick<Trials, 'goneBy'>,
  { trialId, siteId, trialVersion, endedAt }: Consented,
  at: Instant,
): number => (endedAt === null ? trials.goneBy(trialId, siteId, trialVersion, at).version : trialVersion);
