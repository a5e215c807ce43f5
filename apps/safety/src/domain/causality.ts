import { Rejection, type Id, type Instant, type PersonId } from '@trial/kernel';
import type { AdverseEventId } from './adverse-event.js';

/** A possible cause; each trial file lists its own (`cells`, `vehicle`, `procedure`, `sedation`, `disease`, …). */
export type Cause = string;

/** Causes every trial knows that it did not bring. */
export const backgroundCauses: readonly Cause[] = ['disease', 'concomitant'];

/**
 * The causes that came with the trial: all but the background. For a cell therapy, giving it is part of the product
 * (EC guideline on good clinical practice for advanced therapies, C(2019) 7140), so injection and sedation count like
 * cells and vehicle.
 */
export const trialCausesOf = (causes: readonly Cause[]): readonly Cause[] =>
  causes.filter((cause) => !backgroundCauses.includes(cause));

export type Judge = 'investigator' | 'sponsor';

/** The regulatory value is binary: is there a reasonable possibility that this caused the event? */
export type Possibility = 'reasonable' | 'none';

/** One person's judgement of one cause; its own row, never overwritten. A later one of the same judge counts instead. */
export interface CausalityOpinion {
  readonly id: Id<'causality-opinion'>;
  readonly adverseEventId: AdverseEventId;
  readonly cause: Cause;
  readonly judge: Judge;
  readonly possibility: Possibility;
  readonly by: PersonId;
  readonly at: Instant;
  /** Why the judge changed their mind (AT5); null for a first opinion. */
  readonly reason: string | null;
}

/** What of an opinion decides. */
export type Judgement = Pick<CausalityOpinion, 'cause' | 'judge' | 'possibility'>;

/** Suspected or not, or missing: nobody has said anything that settles it yet. */
export type Suspicion = 'suspected' | 'not-suspected' | 'missing';

/**
 * Adds an opinion beside the ones that exist. The two judges never touch each other's opinions. Refused: `cause-unknown`
 * for a cause the trial does not list, `reason-missing` when a judge changes an earlier opinion without saying why.
 */
export function giveOpinion(
  opinions: readonly CausalityOpinion[],
  opinion: CausalityOpinion,
  causes: readonly Cause[],
): readonly CausalityOpinion[] {
  if (!causes.includes(opinion.cause)) {
    throw new Rejection('cause-unknown', { field: 'cause', rule: `this trial judges ${causes.join(', ')}` });
  }
  const earlier = standingOpinion(opinions, opinion.cause, opinion.judge);
  if (earlier && earlier.possibility !== opinion.possibility && !opinion.reason?.trim()) {
    throw new Rejection('reason-missing', { field: 'reason', rule: 'a changed opinion says why' });
  }
  return [...opinions, opinion];
}

/** The opinion that counts: the last of that judge about that cause. */
export const standingOpinion = <Opinion extends Judgement>(
  opinions: readonly Opinion[],
  cause: Cause,
  judge: Judge,
): Opinion | undefined => opinions.filter((opinion) => opinion.cause === cause && opinion.judge === judge).at(-1);

/**
 * One cause, both judges together: one reasonable possibility is enough. The sponsor may add a suspicion and can never
 * take the investigator's away (536/2014 annex III, 2.1); undefined while neither has spoken.
 */
export function combinedPossibility(opinions: readonly Judgement[], cause: Cause): Possibility | undefined {
  const standing = [standingOpinion(opinions, cause, 'investigator'), standingOpinion(opinions, cause, 'sponsor')];
  const given = standing.filter((opinion) => opinion !== undefined);
  if (given.length === 0) return undefined;
  return given.some(({ possibility }) => possibility === 'reasonable') ? 'reasonable' : 'none';
}

/** Whether either judge sees a reasonable possibility for anything the trial brought. */
export const isSuspectedReaction = (opinions: readonly Judgement[]): boolean =>
  opinions.some(
    ({ cause }) => !backgroundCauses.includes(cause) && combinedPossibility(opinions, cause) === 'reasonable',
  );

/** What either judge suspects of what the trial brought. */
export const suspectedCauses = (opinions: readonly CausalityOpinion[], causes: readonly Cause[]): readonly Cause[] =>
  trialCausesOf(causes).filter((cause) => combinedPossibility(opinions, cause) === 'reasonable');

/**
 * `not-suspected` only when the investigator has cleared every cause of the trial and nobody suspects one; until then a
 * silent investigator leaves it `missing`, and a missing causality does not stop a clock (536/2014 annex III, 2.4).
 */
export function suspicionOf(opinions: readonly CausalityOpinion[], causes: readonly Cause[]): Suspicion {
  if (isSuspectedReaction(opinions)) return 'suspected';
  const cleared = trialCausesOf(causes).every((cause) => standingOpinion(opinions, cause, 'investigator'));
  return cleared ? 'not-suspected' : 'missing';
}

/** Causes on which the two judges differ: both opinions go with the report. */
export const disagreements = (opinions: readonly CausalityOpinion[]): readonly Cause[] =>
  [...new Set(opinions.map(({ cause }) => cause))].filter((cause) => {
    const investigator = standingOpinion(opinions, cause, 'investigator');
    const sponsor = standingOpinion(opinions, cause, 'sponsor');
    return investigator && sponsor && investigator.possibility !== sponsor.possibility;
  });
