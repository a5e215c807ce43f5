import type { GenerateRandomisationListCommand } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { ratioSum, type Specification } from '../../domain/specification.js';
import { strataOf } from '../../domain/stratum.js';

type Wanted = Pick<GenerateRandomisationListCommand, 'arms' | 'blockSizes' | 'length' | 'strata'>;

/**
 * The specification a statistician asks for, held against the trial file: its arms, in the ratio of the trial (2:2 is
 * 1:1), its strata, and at least as many rows as it wants. The order of arms and strata is the statistician's: it is
 * part of what the seed makes the list from.
 *
 * `Rejection`: `arm-unknown`, `ratio-not-of-trial`, `specification-not-usable`. None of them repeats an arm.
 */
export function specificationFor(trial: TrialConfiguration, wanted: Wanted): Specification {
  checkArms(trial, wanted);
  const ofTrial = strataOf(trial.randomisation.strata);
  const strata = wanted.strata === undefined || wanted.strata.length === 0 ? ofTrial : wanted.strata;
  if (strata.length !== ofTrial.length || !ofTrial.every((stratum) => strata.includes(stratum))) {
    throw new Rejection('specification-not-usable', { field: 'strata', rule: 'exactly the strata of the trial' });
  }
  const { minimumListLength } = trial.randomisation;
  if (wanted.length < minimumListLength) {
    throw new Rejection('specification-not-usable', {
      field: 'length',
      rule: `the trial asks for at least ${minimumListLength} rows`,
    });
  }
  return {
    method: 'permuted-blocks',
    arms: wanted.arms.map(({ arm, weight }) => ({ code: arm, ratio: weight })),
    strata,
    blockSizes: wanted.blockSizes.map(({ size }) => size),
    length: wanted.length,
  };
}

function checkArms({ arms: ofTrial }: TrialConfiguration, { arms }: Wanted): void {
  if (!arms.every(({ arm }) => ofTrial.some(({ code }) => code === arm))) {
    throw new Rejection('arm-unknown', { field: 'arms', rule: 'arms are named as in the trial file' });
  }
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0);
  const inRatio = ofTrial.every(({ code, ratio }) =>
    arms.some(({ arm, weight }) => arm === code && weight * ratioSum(ofTrial) === ratio * weights),
  );
  if (!inRatio || arms.length !== ofTrial.length) {
    throw new Rejection('ratio-not-of-trial', { field: 'arms', rule: 'every arm once, in the ratio of the trial' });
  }
}
