import { instant, type ParticipantId, type TimeZone } from '@trial/kernel';
import { isSuspectedReaction, type CausalityOpinion, type Judgement } from './causality.js';
import type { AdverseEvent } from './adverse-event.js';
import type { Expectedness } from './expectedness.js';
import type { GradeSegment } from './grade-segments.js';
import type { LocalFindingLink, LocalToxicityForm } from './local-toxicity.js';
import type { GradedEvent } from './maximum-grade.js';
import type { TreatedParticipant } from './treated-participant.js';

/**
 * What the safety reports of a trial are computed from, as plain data: moments as ISO 8601 in UTC, no field left out. It is
 * taken anew for a report of now and stored for a data cut; a report is a function of it and of the trial file, and knows
 * no other source. It says nothing of who received what.
 */
export interface SafetySnapshot {
  /** Everybody known, treated or not, by id. */
  readonly participants: readonly SnapshotParticipant[];
  /** Events and proposals, by id: in the order in which they became known. */
  readonly events: readonly SnapshotEvent[];
  /** The newest version of every local-toxicity form, by id. */
  readonly forms: readonly SnapshotForm[];
  readonly links: readonly LocalFindingLink[];
}

export interface SnapshotParticipant {
  readonly participantId: ParticipantId;
  readonly siteId: string;
  readonly trialVersion: number;
  readonly zone: TimeZone;
  readonly treatedAt: string | null;
}

export interface SnapshotForm extends Omit<LocalToxicityForm, 'assessedAt'> {
  readonly formId: string;
  readonly siteId: string;
  readonly version: number;
  readonly assessedAt: string;
}

type EventFacts = Pick<
  AdverseEvent,
  | 'participantId'
  | 'siteId'
  | 'trialVersion'
  | 'ctcaeVersion'
  | 'term'
  | 'organClass'
  | 'words'
  | 'status'
  | 'source'
  | 'grade'
  | 'seriousness'
  | 'outcome'
  | 'actionTaken'
  | 'digitThreatening'
  | 'onsetOn'
  | 'endedOn'
  | 'version'
>;

export interface SnapshotEvent extends EventFacts {
  readonly adverseEventId: AdverseEvent['id'];
  readonly awareAt: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly segments: readonly SnapshotSegment[];
  /** Oldest first. */
  readonly opinions: readonly SnapshotOpinion[];
  readonly verdict: SnapshotVerdict | null;
  readonly receipt: SnapshotReceipt | null;
  /** Findings that stand and that somebody linked to it, as visit/item. */
  readonly localFindings: readonly string[];
  /** Groups of special interest, by code; not in cuts from before they were kept. */
  readonly specialInterest?: readonly string[];
  /** Whether one of them goes to the sponsor, serious or not; not in cuts from before that was kept. */
  readonly goesToSponsor?: boolean;
}

export interface SnapshotSegment extends Pick<GradeSegment, 'ordinal' | 'grade' | 'startedOn' | 'endedOn'> {
  readonly startedAt: string | null;
  readonly recordedAt: string;
}

export interface SnapshotOpinion extends Pick<CausalityOpinion, 'cause' | 'judge' | 'possibility' | 'by' | 'reason'> {
  readonly at: string;
}

export interface SnapshotVerdict {
  readonly verdict: 'confirmed' | 'refuted';
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

export interface SnapshotReceipt {
  readonly receivedAt: string;
  /** Whether it was taken in as serious; not in cuts from before anything else was received. */
  readonly serious?: boolean;
  readonly expectedness: Expectedness['expectedness'];
  readonly by: string;
}

/** What of an event the table of grades needs: of many events, little else is worth reading. */
export interface GradedFacts extends Pick<
  SnapshotEvent,
  'adverseEventId' | 'participantId' | 'organClass' | 'ctcaeVersion' | 'status' | 'endedOn' | 'localFindings'
> {
  readonly segments: readonly Pick<SnapshotSegment, 'ordinal' | 'grade' | 'startedOn' | 'startedAt'>[];
  readonly opinions: readonly Judgement[];
}

/** The denominator of every table. */
export const treatedIn = ({ participants }: Pick<SafetySnapshot, 'participants'>): TreatedParticipant[] =>
  participants.flatMap(({ participantId, treatedAt, zone }) =>
    treatedAt === null ? [] : [{ participantId, treatedAt: instant(treatedAt), zone }],
  );

/** Events an investigator stands behind; proposals are not among them. */
export const gradedEventsIn = ({ events }: { readonly events: readonly GradedFacts[] }): GradedEvent[] =>
  events
    .filter(({ status }) => status === 'confirmed')
    .map((event) => ({
      adverseEvent: {
        id: event.adverseEventId,
        participantId: event.participantId,
        organClass: event.organClass,
        ctcaeVersion: event.ctcaeVersion,
        endedOn: event.endedOn,
      },
      segments: event.segments.map(({ ordinal, grade, startedOn, startedAt }) => ({
        ordinal,
        grade,
        startedOn,
        startedAt: startedAt === null ? null : instant(startedAt),
      })),
      related: isSuspectedReaction(event.opinions),
      isLocalFinding: event.localFindings.length > 0,
    }));

export const formsIn = ({ forms }: Pick<SafetySnapshot, 'forms'>): LocalToxicityForm[] =>
  forms.map((form) => ({ ...form, assessedAt: instant(form.assessedAt) }));
