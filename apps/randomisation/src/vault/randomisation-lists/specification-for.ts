import type { GenerateRandomisationListCommand } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { ListDesign } from '../../domain/list-file.js';
import { ratioSum, type Arm, type Specification } from '../../domain/specification.js';
import { strataOf } from '../../domain/stratum.js';

type Wanted = Pick<GenerateRandomisationListCommand, 'arms' | 'blockSizes' | 'length' | 'strata'>;

/**
 * The specification a statistician asks for, held against the trial file: its method, its arms, in the ratio of the trial (2:2
 * is 1:1), its strata, and at least as many rows as it wants. The order of arms and strata is the statistician's: it is
 * part of what the seed makes the list from. Block sizes are said here alone, and only for permuted blocks.
 *
 * `Rejection`: `arm-unknown`, `ratio-not-of-trial`, `specification-not-usable`. None of them repeats an arm.
 */
export function specificationFor(trial: TrialConfiguration, wanted: Wanted): Specification {
  checkArms(trial, wanted);
  const { minimumListLength } = trial.randomisation;
  if (wanted.length < minimumListLength) {
    throw notUsable('length', `the trial asks for at least ${minimumListLength} rows`);
  }
  const sizes = wanted.blockSizes?.map(({ size }) => size) ?? [];
  const design = designOf(trial, {
    arms: wanted.arms.map(({ arm, weight }) => ({ code: arm, ratio: weight })),
    strata: strataWanted(trial, wanted.strata ?? []),
    length: wanted.length,
  });
  if (design.method === 'permuted-blocks') return { ...design, blockSizes: sizes };
  if (sizes.length > 0) throw notUsable('blockSizes', 'the method of the trial has no blocks');
  return design;
}

interface Listed {
  readonly arms: readonly Arm[];
  readonly strata: readonly string[];
  readonly length: number;
}

/** What a trial file says of every list of the trial; arms, strata and length are its own unless said otherwise. */
export function designOf(trial: TrialConfiguration, listed: Listed = asWritten(trial)): ListDesign {
  const { randomisation } = trial;
  const { arms, strata, length } = listed;
  if (randomisation.scheme !== 'minimisation') return { method: randomisation.scheme, arms, strata, length };
  const { scheme: method, imbalance, preferencePerThousand } = randomisation;
  const factors = randomisation.strata.map(({ code, levels, weight }) => ({ code, levels, weight }));
  return { method, arms, factors, imbalance, preferencePerThousand, length };
}

const asWritten = ({ arms, randomisation }: TrialConfiguration): Listed => ({
  arms: arms.map(({ code, ratio }) => ({ code, ratio })),
  strata: strataOf(randomisation.strata),
  length: randomisation.minimumListLength,
});

function strataWanted({ randomisation }: TrialConfiguration, wanted: readonly string[]): readonly string[] {
  const ofTrial = randomisation.scheme === 'minimisation' ? [] : strataOf(randomisation.strata);
  if (wanted.length === 0) return ofTrial;
  if (wanted.length !== ofTrial.length || !ofTrial.every((stratum) => wanted.includes(stratum))) {
    throw notUsable('strata', 'exactly the strata of the trial');
  }
  return wanted;
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

const notUsable = (field: string, rule: string): Rejection =>
  new Rejection('specification-not-usable', { field, rule });
