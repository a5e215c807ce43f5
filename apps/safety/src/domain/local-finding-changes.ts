import { compareInstants, comparePlainDates, type Instant, type ParticipantId } from '@trial/kernel';
import type { AdverseEvent } from './adverse-event.js';
import type { AdverseEventId } from './grade-segments.js';
import type { LocalFinding, LocalFindingId, LocalToxicityFormId } from './local-toxicity.js';

/** A finding on record. Taken back by a correction and found again, it is another one, and asks again. */
export interface KnownFinding extends LocalFinding {
  readonly id: LocalFindingId;
  readonly participantId: ParticipantId;
  readonly formId: LocalToxicityFormId;
  readonly recordedAt: Instant;
  /** When a correction took it back; null while the form still says it. */
  readonly withdrawnAt: Instant | null;
  /** The candidate it proposed; null where a person must first say what caused it. */
  readonly proposedEventId: AdverseEventId | null;
}

/** What deriving the findings anew changes of those on record. */
export interface FindingChanges {
  readonly found: readonly LocalFinding[];
  /** Still found, but of another kind or moment: what is known now takes the place of what was. */
  readonly changed: readonly KnownFinding[];
  readonly withdrawn: readonly KnownFinding[];
}

/** Compares what the forms say now with what is on record and not withdrawn, by visit and item. */
export function findingChanges(known: readonly KnownFinding[], found: readonly LocalFinding[]): FindingChanges {
  const standing = known.filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    found: found.filter((finding) => !standing.some(isOf(finding))),
    changed: standing.flatMap((earlier): readonly KnownFinding[] => {
      const now = found.find(isOf(earlier));
      return now && !isSame(now, earlier) ? [{ ...earlier, ...now }] : [];
    }),
    withdrawn: standing.filter((earlier) => !found.some(isOf(earlier))),
  };
}

/**
 * The event that a finding found again goes on with: what an earlier finding of the same visit and item proposed, unless
 * an investigator refuted that. Undefined when it proposes anew.
 */
export const standingProposal = (
  finding: LocalFinding,
  known: readonly KnownFinding[],
  events: readonly Pick<AdverseEvent, 'id' | 'status'>[],
): AdverseEventId | undefined =>
  events.find(
    ({ id, status }) =>
      status !== 'refuted' && known.filter(isOf(finding)).some(({ proposedEventId }) => proposedEventId === id),
  )?.id;

/**
 * What became of a finding. `no-longer-found` outlives a link and a candidate: the form no longer says it; of what is
 * still said, a link comes before a verdict.
 */
export type FindingState = 'open' | 'proposed' | 'refuted' | 'linked' | 'no-longer-found';

export function findingState({
  isWithdrawn,
  isLinked,
  proposal,
}: {
  readonly isWithdrawn: boolean;
  readonly isLinked: boolean;
  /** How its candidate stands; null where it has none. */
  readonly proposal: AdverseEvent['status'] | null;
}): FindingState {
  if (isWithdrawn) return 'no-longer-found';
  if (isLinked) return 'linked';
  if (proposal === 'candidate') return 'proposed';
  return proposal === 'refuted' ? 'refuted' : 'open';
}

type Place = Pick<LocalFinding, 'item' | 'visitCode'>;

const isOf =
  (one: Place) =>
  (other: Place): boolean =>
    one.item === other.item && one.visitCode === other.visitCode;

const isSame = (one: LocalFinding, other: LocalFinding): boolean =>
  one.change === other.change &&
  one.withoutReference === other.withoutReference &&
  compareInstants(one.assessedAt, other.assessedAt) === 0 &&
  comparePlainDates(one.foundOn, other.foundOn) === 0;
