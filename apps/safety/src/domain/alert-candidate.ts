import { civilDate, type Instant, type TimeZone } from '@trial/kernel';
import { knownTerm } from './adverse-event-consistency.js';
import type { AdverseEventId, ResponseAlertId } from './adverse-event.js';
import { proposeEvent, type CandidatePlace, type Proposed } from './candidate.js';
import type { CtcaeVersion } from './ctcae/term.js';

/** The alert behind a candidate: whose answers set it off, and when they were given. */
export interface AlertSource extends CandidatePlace {
  readonly alertId: ResponseAlertId;
  readonly ctcaeVersion: CtcaeVersion;
  /** Slug of the dictionary term. */
  readonly term: string;
  readonly answeredAt: Instant;
  /** Where the site counts its days. */
  readonly zone: TimeZone;
}

/**
 * Answers that somebody must look at propose an adverse event without a grade: how bad it is felt to be says nothing about
 * its CTCAE grade. It began when it was said at the latest. Refused: `term-unknown`.
 */
export function raiseAlertCandidate(
  id: AdverseEventId,
  { alertId, ctcaeVersion, term, answeredAt, zone, ...place }: AlertSource,
  now: Instant,
): Proposed {
  const { organClass } = knownTerm(ctcaeVersion, term);
  const onset = { startedOn: civilDate(answeredAt, zone).toString(), startedAt: answeredAt };
  return proposeEvent(
    id,
    { source: 'questionnaire', sourceAlertId: alertId },
    place,
    { ctcaeVersion, term, organClass, grade: null, onset },
    now,
  );
}

/** The part of a trial file that says what alerts propose. */
interface AlertingTrial {
  readonly ctcae: { readonly version: CtcaeVersion };
  readonly instruments: readonly { readonly alerts: readonly { readonly proposes: string }[] }[];
}

/** `Rejection('term-unknown')` for an alert that proposes what the trial's dictionary does not have: it would be lost on its way. */
export function refuseUnknownProposals(trials: readonly AlertingTrial[]): void {
  for (const { ctcae, instruments } of trials)
    for (const { alerts } of instruments) for (const { proposes } of alerts) knownTerm(ctcae.version, proposes);
}
