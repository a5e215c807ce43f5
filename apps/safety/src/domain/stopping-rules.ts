import type { ParticipantId, SiteId } from '@trial/kernel';
import type { AdverseEvent, AdverseEventId } from './adverse-event.js';
import { backgroundCauses, type Cause } from './causality.js';
import { isSerious } from './seriousness.js';

/** When the pause of a trial is proposed; structurally what its file holds. */
export type PauseRule =
  | {
      readonly code: string;
      readonly counts: 'related-adverse-events';
      readonly fromGrade: number;
      readonly atLeast: number;
    }
  | {
      readonly code: string;
      readonly counts: 'deaths' | 'related-serious-adverse-events' | 'digit-threatening-local-toxicities';
      readonly atLeast: number;
    };

export interface StoppingRules {
  readonly pauseProposals: readonly PauseRule[];
  /** The safety board looks each time so many participants have been at a visit. */
  readonly safetyLooks?: { readonly afterParticipants: readonly number[]; readonly visit: string };
}

/** What is asked of an adverse event here. */
export type EventFacts = Pick<AdverseEvent, 'grade' | 'seriousness' | 'outcome' | 'digitThreatening'>;

/** A confirmed adverse event, with every cause that somebody thinks possible. */
export interface ConfirmedEvent extends EventFacts {
  readonly id: AdverseEventId;
  readonly participantId: ParticipantId;
  readonly siteId: SiteId;
  readonly suspectedCauses: readonly Cause[];
}

/** How far a participant got: they died, as the end of participation says, or were at a visit. */
export type MilestoneName = 'died' | `visit/${string}`;

export interface Milestone {
  readonly participantId: ParticipantId;
  readonly siteId: SiteId;
  readonly milestone: MilestoneName;
}

/** Everything that counts in one trial, all sites and arms pooled. */
export interface SafetySoFar {
  readonly events: readonly ConfirmedEvent[];
  readonly milestones: readonly Milestone[];
}

/** One thing that was counted: an adverse event, a death however many events tell of it, somebody at a visit. */
export interface Case {
  readonly participantId: ParticipantId;
  readonly siteId: SiteId;
  readonly adverseEventIds: readonly AdverseEventId[];
}

export type Counted = PauseRule['counts'] | 'participants-at-visit';

/** A rule that is reached, with what reached it. */
export interface Hit {
  readonly kind: 'pause' | 'safety-look';
  readonly rule: string;
  readonly counts: Counted;
  readonly fromGrade: number | null;
  readonly threshold: number;
  readonly cases: readonly Case[];
}

/**
 * The rules that are reached, in the order of the trial file. Related is what either judge thinks possible of anything the
 * trial brought (`causality.ts`); a death is counted once for a participant, whoever tells of it.
 */
export function rulesReached(rules: StoppingRules, known: SafetySoFar): readonly Hit[] {
  const pauses = rules.pauseProposals.map((rule): Hit => {
    const { code, counts, atLeast } = rule;
    const fromGrade = counts === 'related-adverse-events' ? rule.fromGrade : null;
    return { kind: 'pause', rule: code, counts, fromGrade, threshold: atLeast, cases: casesOf(rule, known) };
  });
  const looks = (rules.safetyLooks?.afterParticipants ?? []).map((threshold): Hit => ({
    kind: 'safety-look',
    rule: `safety-look-${threshold}`,
    counts: 'participants-at-visit',
    fromGrade: null,
    threshold,
    cases: perParticipant(known.milestones.filter(({ milestone }) => isOfLooks(rules, milestone))),
  }));
  return [...pauses, ...looks].filter(({ cases, threshold }) => cases.length >= threshold);
}

/** Whether any rule could ever count an event as it stands, whatever is thought of its cause: what it cannot, changes nothing. */
export const mayCount = (rules: StoppingRules, event: EventFacts): boolean =>
  rules.pauseProposals.some((rule) => {
    switch (rule.counts) {
      case 'related-adverse-events':
        return event.grade !== null && event.grade >= rule.fromGrade;
      case 'related-serious-adverse-events':
        return isSerious(event.seriousness);
      case 'deaths':
        return isFatal(event);
      case 'digit-threatening-local-toxicities':
        return event.digitThreatening;
    }
  });

/** Whether a rule counts that a participant got so far. */
export const isCountedMilestone = (rules: StoppingRules, milestone: MilestoneName): boolean =>
  isOfLooks(rules, milestone) ||
  (milestone === 'died' && rules.pauseProposals.some(({ counts }) => counts === 'deaths'));

/** The lowest grade from which on any rule counts; 6, which nothing has, when none goes by grade. */
export const lowestCountedGrade = ({ pauseProposals }: StoppingRules): number =>
  Math.min(6, ...pauseProposals.flatMap((rule) => (rule.counts === 'related-adverse-events' ? [rule.fromGrade] : [])));

function casesOf(rule: PauseRule, { events, milestones }: SafetySoFar): readonly Case[] {
  switch (rule.counts) {
    case 'related-adverse-events':
      return perEvent(
        events.filter((event) => isRelated(event) && event.grade !== null && event.grade >= rule.fromGrade),
      );
    case 'related-serious-adverse-events':
      return perEvent(events.filter((event) => isRelated(event) && isSerious(event.seriousness)));
    case 'digit-threatening-local-toxicities':
      return perEvent(events.filter(({ digitThreatening }) => digitThreatening));
    case 'deaths':
      return perParticipant([
        ...events.filter(isFatal).map(caseOf),
        ...milestones.filter(({ milestone }) => milestone === 'died'),
      ]);
  }
}

const isOfLooks = ({ safetyLooks }: StoppingRules, milestone: MilestoneName): boolean =>
  safetyLooks !== undefined && milestone === `visit/${safetyLooks.visit}`;

const isFatal = ({ grade, seriousness, outcome }: EventFacts): boolean =>
  grade === 5 || outcome === 'fatal' || seriousness.includes('death');

const isRelated = ({ suspectedCauses }: ConfirmedEvent): boolean =>
  suspectedCauses.some((cause) => !backgroundCauses.includes(cause));

const caseOf = ({ id, participantId, siteId }: ConfirmedEvent): Case => ({
  participantId,
  siteId,
  adverseEventIds: [id],
});

const perEvent = (events: readonly ConfirmedEvent[]): readonly Case[] => events.map(caseOf);

function perParticipant(said: readonly (Case | Milestone)[]): readonly Case[] {
  const byParticipant = new Map<ParticipantId, Case>();
  for (const each of said) {
    const { participantId, siteId } = each;
    const earlier = byParticipant.get(participantId)?.adverseEventIds ?? [];
    const adverseEventIds = [...earlier, ...('adverseEventIds' in each ? each.adverseEventIds : [])];
    byParticipant.set(participantId, { participantId, siteId, adverseEventIds });
  }
  return [...byParticipant.values()];
}
