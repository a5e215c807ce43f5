import { Rejection } from '@trial/kernel';
import { isMadeIfNeverTreated } from './if-never-treated.js';
import type { Assessment, TrialFile } from './trial-configuration.js';

/** An assessment that is due at a visit, or may be done there. */
export interface PlannedAssessment {
  readonly assessment: Assessment;
  readonly requirement: 'required' | 'optional';
}

/**
 * The column of the assessment matrix for one visit, in the order of the file. Instruments that are only planned are
 * left out: nobody can be asked to answer them. `Rejection('visit-unknown')` for a code the trial does not have.
 *
 * @param contactOnly the visit is of somebody who will not be treated: only what the file names for them is assessed.
 */
export function assessmentsAt(
  trial: TrialFile,
  visitCode: string,
  { contactOnly = false }: { readonly contactOnly?: boolean | undefined } = {},
): readonly PlannedAssessment[] {
  if (!trial.visits.some(({ code }) => code === visitCode)) {
    throw new Rejection('visit-unknown', { visitCode, rule: 'the trial has no such visit' });
  }
  return trial.assessments
    .filter((assessment) => isInUse(assessment, trial) && (!contactOnly || isMadeIfNeverTreated(assessment, trial)))
    .flatMap((assessment): readonly PlannedAssessment[] => {
      if (assessment.required.includes(visitCode)) return [{ assessment, requirement: 'required' }];
      return assessment.optional.includes(visitCode) ? [{ assessment, requirement: 'optional' }] : [];
    });
}

const isInUse = (assessment: Assessment, trial: TrialFile): boolean =>
  assessment.kind !== 'instrument' ||
  trial.instruments.some(({ code, status }) => code === assessment.instrument && status === 'in-use');
