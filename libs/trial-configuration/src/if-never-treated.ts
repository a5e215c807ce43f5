import { unless, type Finding } from './invalid-trial-file.js';
import type { Assessment, TrialFile, VisitRule } from './trial-configuration.js';

type Plan = Pick<TrialFile, 'visits' | 'ifNeverTreated'>;

/**
 * The visits of somebody randomised who will not be treated, for contact and safety: those the file names, or else every
 * visit after treatment that does not count from one at which something is given.
 */
export function visitsIfNeverTreated({ visits, ifNeverTreated }: Plan): readonly VisitRule[] {
  const named = ifNeverTreated?.visits;
  return visits.filter((visit) => (named ? named.includes(visit.code) : followsWithoutDose(visit, visits)));
}

/** Whether an assessment is made at such visits; none is unless the file names it. */
export const isMadeIfNeverTreated = (
  { code }: Pick<Assessment, 'code'>,
  { ifNeverTreated }: Pick<TrialFile, 'ifNeverTreated'>,
): boolean => ifNeverTreated?.assessments.includes(code) ?? false;

/** What is wrong with the section: codes there are not, visits before treatment, visits that count from one nobody has. */
export function ifNeverTreatedFindings(trial: TrialFile): readonly Finding[] {
  const { visits = [], assessments } = trial.ifNeverTreated ?? { assessments: [] };
  return [
    ...visits.flatMap((code) => visitFindings(code, trial)),
    ...assessments.flatMap((code) =>
      unless(
        trial.assessments.some((assessment) => assessment.code === code),
        'ifNeverTreated.assessments',
        `there is no assessment ${code}`,
      ),
    ),
  ];
}

function visitFindings(code: string, { visits, ifNeverTreated }: TrialFile): readonly Finding[] {
  const field = 'ifNeverTreated.visits';
  const visit = visits.find((each) => each.code === code);
  if (!visit) return [{ field, rule: `there is no visit ${code}` }];
  const from = visitCountedFrom(visit);
  return [
    ...unless(isAfterTreatment(visit), field, `${code} is not a visit after treatment`),
    ...unless(
      from === null || (ifNeverTreated?.visits?.includes(from) ?? true),
      field,
      `${code} counts from ${from ?? ''}, which is not held`,
    ),
  ];
}

function followsWithoutDose(visit: VisitRule, visits: readonly VisitRule[]): boolean {
  if (!isAfterTreatment(visit)) return false;
  const from = visits.find(({ code }) => code === visitCountedFrom(visit));
  return from === undefined || followsWithoutDose(from, visits);
}

const isAfterTreatment = ({ phase }: VisitRule): boolean => phase === 'follow-up' || phase === 'early-termination';

const visitCountedFrom = ({ countedFrom }: VisitRule): string | null =>
  typeof countedFrom === 'object' ? countedFrom.visit : null;
