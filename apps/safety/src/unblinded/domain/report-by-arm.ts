import { Rejection, type ParticipantId } from '@trial/kernel';
import { isSuspectedReaction } from '../../domain/causality.js';
import type { CtcaeVersion } from '../../domain/ctcae/term.js';
import type { LocalToxicityPolicy } from '../../domain/local-toxicity.js';
import { localToxicityTable, type LocalToxicityTable } from '../../domain/local-toxicity-table.js';
import { maximumGrades, type MaximumGradeTable } from '../../domain/maximum-grade.js';
import {
  formsIn,
  gradedEventsIn,
  treatedIn,
  type SafetySnapshot,
  type SnapshotEvent,
} from '../../domain/safety-snapshot.js';
import { isSerious } from '../../domain/seriousness.js';

/** By participant: an arm, or the letter that stands for it. */
export type Arms = ReadonlyMap<ParticipantId, string>;

export interface ArmReport {
  readonly arm: string;
  /** Treated participants: the denominator. */
  readonly participants: number;
  readonly events: number;
  readonly seriousEvents: number;
  readonly seriousReactions: number;
  /** Participants who died of an event. */
  readonly deaths: number;
  readonly digitThreatening: number;
  readonly grades: MaximumGradeTable;
  /** Undefined where the trial does not ask for it. */
  readonly localToxicity: LocalToxicityTable | undefined;
}

export interface ReportRules {
  readonly ctcaeVersion: CtcaeVersion;
  readonly untilDay: number;
  readonly localToxicity: LocalToxicityPolicy | undefined;
}

/**
 * The reports of safety arm by arm (`trial.md` 3.2, 7 and 5.7): each is the pooled report of the participants of one arm,
 * so that arms add up to it. Arms are by the alphabet; one in which nobody was treated is there with zeros. Refused:
 * `not-allocated`, when somebody treated holds no arm, because they would be missing from every column;
 * `ctcae-versions-mixed`.
 */
export function reportByArm(snapshot: SafetySnapshot, arms: Arms, rules: ReportRules): readonly ArmReport[] {
  const without = treatedIn(snapshot).filter(({ participantId }) => !arms.has(participantId));
  if (without.length > 0) {
    throw new Rejection('not-allocated', { rule: `${without.length} of those treated hold no arm` });
  }
  return [...new Set(arms.values())].sort().map((arm) => {
    // Whoever is in the denominator decides which events and forms count.
    const participants = snapshot.participants.filter(({ participantId }) => arms.get(participantId) === arm);
    return reportOf(arm, { ...snapshot, participants }, rules);
  });
}

function reportOf(arm: string, snapshot: SafetySnapshot, { ctcaeVersion, untilDay, ...rules }: ReportRules): ArmReport {
  const treated = treatedIn(snapshot);
  const ids = new Set(treated.map(({ participantId }) => participantId));
  const events = snapshot.events.filter(
    ({ status, participantId }) => status === 'confirmed' && ids.has(participantId),
  );
  const serious = events.filter(({ seriousness }) => isSerious(seriousness));
  return {
    arm,
    participants: treated.length,
    events: events.length,
    seriousEvents: serious.length,
    seriousReactions: serious.filter(({ opinions }) => isSuspectedReaction(opinions)).length,
    deaths: new Set(events.filter(isFatal).map(({ participantId }) => participantId)).size,
    digitThreatening: events.filter(({ digitThreatening }) => digitThreatening).length,
    grades: maximumGrades(treated, gradedEventsIn(snapshot), ctcaeVersion, untilDay),
    localToxicity:
      rules.localToxicity &&
      localToxicityTable(treated, formsIn(snapshot), snapshot.links, rules.localToxicity, untilDay),
  };
}

const isFatal = ({ seriousness, outcome }: SnapshotEvent): boolean =>
  seriousness.includes('death') || outcome === 'fatal';
