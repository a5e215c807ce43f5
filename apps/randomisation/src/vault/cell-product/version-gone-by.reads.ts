import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration, Trials } from '@trial/trial-configuration';
import { ConsentedVersions, type ConsentedVersion } from './consented-version.table.js';

/**
 * The version of the trial a participant goes by now, as everywhere else (`Trials.goneBy`). Until their consent is heard it is
 * the one their site works by.
 */
export async function versionGoneBy(
  tx: Transaction,
  trials: Trials,
  { trialId, siteId, participantId }: Omit<ConsentedVersion, 'trialVersion'>,
): Promise<TrialConfiguration> {
  const consented = await tx.rows(ConsentedVersions).findOneBy({ participantId });
  return consented
    ? trials.goneBy(trialId, siteId, consented.trialVersion, tx.now)
    : trials.inForce(trialId, siteId, tx.now);
}
