import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration, Trials } from '@trial/trial-configuration';
import { consentAt } from '../../domain/consent.js';
import type { Participant } from '../../domain/participant.js';
import { Consents } from './consent.table.js';

/**
 * The version of the trial a consented participant went by at a moment (`Trials.goneBy`): a consent signed after it does not
 * count, although it was on record when what happened then was entered.
 */
export async function versionGoneBy(
  tx: Transaction,
  trials: Trials,
  { id: participantId, trialId, siteId }: Pick<Participant, 'id' | 'trialId' | 'siteId'>,
  at: Instant,
): Promise<TrialConfiguration> {
  const consent = consentAt(await tx.rows(Consents).findBy({ participantId }), at);
  if (!consent) throw new Error(`the consent of participant ${participantId} is not there`);
  return trials.goneBy(trialId, siteId, consent.trialVersion, at);
}
