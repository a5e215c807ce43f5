import type { Instant } from '@trial/kernel';
import { knownTerm } from './adverse-event-consistency.js';
import { proposeEvent, type CandidatePlace, type Proposed } from './candidate.js';
import type { CtcaeVersion } from './ctcae/term.js';
import type { AdverseEventId } from './grade-segments.js';
import type { LocalFinding, LocalFindingId } from './local-toxicity.js';

/** The term a finding proposes, and whose it is. */
export interface LocalSource extends CandidatePlace {
  readonly findingId: LocalFindingId;
  readonly ctcaeVersion: CtcaeVersion;
  /** Slug of the dictionary term. */
  readonly term: string;
}

/**
 * A finding of the local-toxicity form proposes an adverse event without a grade: how much of an item there is says
 * nothing about its CTCAE grade. It began when it was seen at the latest. Refused: `term-unknown`.
 */
export function raiseLocalCandidate(
  id: AdverseEventId,
  { assessedAt, foundOn }: LocalFinding,
  { findingId, ctcaeVersion, term, ...place }: LocalSource,
  now: Instant,
): Proposed {
  const { organClass } = knownTerm(ctcaeVersion, term);
  return proposeEvent(
    id,
    { source: 'local-toxicity', sourceFindingId: findingId },
    place,
    { ctcaeVersion, term, organClass, grade: null, onset: { startedOn: foundOn.toString(), startedAt: assessedAt } },
    now,
  );
}
