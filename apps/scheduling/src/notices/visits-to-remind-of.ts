import { instantAt, plainDate } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { assessmentsAt, type TrialConfiguration, type Trials } from '@trial/trial-configuration';
import type { VisitToRemindOf } from '../domain/notices/notice.js';

/** A visit with where it belongs and what is known of its participant. */
export interface RemindedVisit extends VisitToRemindOf {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly trialVersion: number;
  readonly endedAs: string | null;
  /** Forms of the visit that were answered, or will not be. */
  readonly settled: readonly string[];
  /** Of somebody who will not be treated: only forms of safety are handed out. */
  readonly contactOnly: boolean;
}

/**
 * Planned visits of a participant, one visit, or all of a trial, in a stable order; none whose window may still move. Read by SQL: the feature that owns
 * visits leans on this one, to stop notices with the visit.
 */
export async function visitsToRemindOf(
  tx: Transaction,
  trials: Trials,
  { by, id }: { readonly by: 'participant_id' | 'id' | 'trial_id'; readonly id: string },
): Promise<RemindedVisit[]> {
  const rows = await tx.query<VisitRow>(
    `select visit.id, visit.trial_id as "trialId", visit.site_id as "siteId", visit.participant_id as "participantId",
            visit.trial_version as "trialVersion", visit_code as "visitCode", state, unit, visit.zone,
            target_on::text as "targetOn", ${milliseconds('target_at')} as "targetMs", ${milliseconds('opens_at')} as "opensMs",
            ${milliseconds('closes_at')} as "closesMs", participant.ended_as as "endedAs",
            visit.contact_only as "contactOnly",
            array(select assessment from settled_form where visit_id = visit.id) as settled
       from visit left join participant on participant.id = visit.participant_id
      where visit.${by} = $1 and kind = 'scheduled' and not provisional order by target_at, visit.id`,
    [id],
  );
  return rows.map(({ targetOn, targetMs, opensMs, closesMs, ...visit }) => ({
    ...visit,
    targetOn: plainDate(targetOn),
    targetAt: instantAt(Number(targetMs)),
    opensAt: instantAt(Number(opensMs)),
    closesAt: instantAt(Number(closesMs)),
    owesForms: owesFormsOf(trials.version(visit.trialId, visit.trialVersion), visit),
  }));
}

interface VisitRow extends Omit<RemindedVisit, 'targetOn' | 'targetAt' | 'opensAt' | 'closesAt' | 'owesForms'> {
  readonly targetOn: string;
  readonly targetMs: string;
  readonly opensMs: string;
  readonly closesMs: string;
}

const milliseconds = (column: string): string => `(extract(epoch from visit.${column}) * 1000)::bigint::text`;

/** Whether a form of the visit is still to be filled in, by the rules of a version. */
export const owesFormsOf = (
  trial: TrialConfiguration,
  visit: Pick<RemindedVisit, 'visitCode' | 'contactOnly' | 'settled'>,
): boolean => formsOfParticipant(trial, visit).some((form) => !visit.settled.includes(form));

/** The rows of the assessment matrix that the participant fills in at a visit. */
export function formsOfParticipant(
  trial: TrialConfiguration,
  { visitCode, contactOnly }: Pick<RemindedVisit, 'visitCode' | 'contactOnly'>,
): readonly string[] {
  if (!trial.visits.some(({ code }) => code === visitCode)) return [];
  return assessmentsAt(trial, visitCode, { contactOnly })
    .filter(({ requirement }) => requirement === 'required')
    .flatMap(({ assessment }) =>
      assessment.kind === 'instrument' && assessment.answeredBy === 'participant' ? [assessment.code] : [],
    );
}
