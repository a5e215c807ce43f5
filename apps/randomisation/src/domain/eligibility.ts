import { Rejection, type Instant, type PersonId } from '@trial/kernel';

/** A criterion of the trial file. The caller stores the trial version it was taken from with the judgement. */
export interface Criterion {
  readonly id: string;
  readonly kind: 'inclusion' | 'exclusion';
  /** Whether "not applicable" is an answer, as for the pregnancy of a man. */
  readonly mayNotApply: boolean;
}

/** "Met" means that the statement of the criterion is true: good for an inclusion, bad for an exclusion. */
export type CriterionVerdict = 'met' | 'not-met' | 'not-applicable';

export interface CriterionAnswer {
  readonly criterionId: string;
  readonly verdict: CriterionVerdict;
  /** Reference of the source document, which may come from a referring centre. */
  readonly evidence: string;
  readonly signedBy: PersonId;
  readonly signedAt: Instant;
}

export type Eligibility =
  | { readonly outcome: 'eligible' }
  /** Ids of the criteria against entry, in the order of the trial file. */
  | { readonly outcome: 'ineligible'; readonly failed: readonly string[] };

/**
 * Judges the answers of one participant: eligible only when every inclusion criterion is met and no exclusion
 * criterion is. "Not applicable" answers only a criterion that says so, and never lets an inclusion pass. There is no
 * waiver and no field for one (ICH E6; R11).
 *
 * `Rejection`: `criteria-missing` (a trial without criteria lets everybody in), and for answers `criterion-unknown`,
 * `criterion-answered-twice`, `evidence-missing`, `signature-missing`, `criterion-unanswered` (with the ids).
 */
export function judgeEligibility(criteria: readonly Criterion[], answers: readonly CriterionAnswer[]): Eligibility {
  if (criteria.length === 0) throw new Rejection('criteria-missing', { rule: 'a trial has eligibility criteria' });
  const verdicts = verdictsOf(criteria, answers);

  const unanswered = criteria
    .filter((criterion) => !isAnswered(criterion, verdicts.get(criterion.id)))
    .map(({ id }) => id);
  if (unanswered.length > 0) {
    throw new Rejection('criterion-unanswered', { rule: 'every criterion is answered', criteria: unanswered });
  }
  const failed = criteria.filter((criterion) => fails(criterion, verdicts.get(criterion.id))).map(({ id }) => id);
  return failed.length === 0 ? { outcome: 'eligible' } : { outcome: 'ineligible', failed };
}

function verdictsOf(
  criteria: readonly Criterion[],
  answers: readonly CriterionAnswer[],
): ReadonlyMap<string, CriterionVerdict> {
  const verdicts = new Map<string, CriterionVerdict>();
  for (const { criterionId, verdict, evidence, signedBy } of answers) {
    const field = `answers.${criterionId}`;
    if (!criteria.some((criterion) => criterion.id === criterionId)) {
      throw new Rejection('criterion-unknown', { field, rule: 'a criterion of the trial version in force' });
    }
    if (verdicts.has(criterionId)) {
      throw new Rejection('criterion-answered-twice', { field, rule: 'one answer per criterion' });
    }
    if (evidence.trim() === '') {
      throw new Rejection('evidence-missing', { field, rule: 'an answer names the document it rests on' });
    }
    if (signedBy.trim() === '') {
      throw new Rejection('signature-missing', { field, rule: 'an investigator signs every answer' });
    }
    verdicts.set(criterionId, verdict);
  }
  return verdicts;
}

const isAnswered = ({ mayNotApply }: Criterion, verdict: CriterionVerdict | undefined): boolean =>
  verdict === 'not-applicable' ? mayNotApply : verdict !== undefined;

function fails({ kind }: Criterion, verdict: CriterionVerdict | undefined): boolean {
  switch (kind) {
    case 'inclusion':
      return verdict !== 'met';
    case 'exclusion':
      return verdict !== 'not-met' && verdict !== 'not-applicable';
  }
}
