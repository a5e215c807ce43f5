import { civilDate, comparePlainDates, type Instant, type ParticipantId, type PlainDate } from '@trial/kernel';
import type { AdverseEventId } from './grade-segments.js';
import type { TreatedParticipant } from './maximum-grade.js';

/** What a trial asks about the treated limb; structurally what its file holds. */
export interface LocalToxicityPolicy {
  /** The visit whose answers are the reference for "new or worse". */
  readonly referenceVisit: string;
  readonly items: readonly LocalToxicityItem[];
}

export interface LocalToxicityItem {
  readonly code: string;
  /** CTCAE terms for the linked adverse event, the default first. */
  readonly terms: readonly string[];
  /** `ask-cause` proposes none, because the cause decides the organ class. */
  readonly proposal: 'first-term' | 'ask-cause';
  readonly countsForOutcome: boolean;
}

/** How much of it there is. The scale is per item; only more or less than before is compared. */
export type Extent = 0 | 1 | 2 | 3;

/** The form of one visit for one limb: the untreated limb is asked in the same way, as background. */
export interface LocalToxicityForm {
  readonly participantId: ParticipantId;
  readonly visitCode: string;
  readonly limb: 'treated' | 'untreated';
  readonly assessedAt: Instant;
  /** By item code; an item that is missing was not answered. */
  readonly answers: Readonly<Record<string, Extent>>;
}

/** An item that was absent at the reference and is there now, or is more than it was. It asks for an adverse event. */
export interface LocalFinding {
  readonly item: string;
  readonly change: 'new' | 'worse';
  readonly visitCode: string;
  readonly foundOn: PlainDate;
  /** The item was not answered at the reference visit, so that its presence counts as new. */
  readonly withoutReference: boolean;
}

/** The link from a finding to its adverse event: shown in both tables, counted once. */
export interface LocalFindingLink {
  readonly participantId: ParticipantId;
  readonly item: string;
  readonly visitCode: string;
  readonly adverseEventId: AdverseEventId;
}

/** `not-assessed`: no form of the treated limb in the window; never read as "no". */
export interface LocalToxicity {
  readonly outcome: 'yes' | 'no' | 'not-assessed';
  readonly findings: readonly LocalFinding[];
}

/**
 * The binary primary outcome: any new or worsened item of the treated limb from treatment to the end of the cut-off day
 * (`trial.md` 3.2). It comes from the form alone; grades play no part.
 */
export function localToxicity(
  forms: readonly LocalToxicityForm[],
  participant: TreatedParticipant,
  policy: LocalToxicityPolicy,
  cutOffDay: number,
): LocalToxicity {
  const { participantId, treatedAt, zone } = participant;
  const own = forms.filter((form) => form.participantId === participantId && form.limb === 'treated');
  const reference = own.find(({ visitCode }) => visitCode === policy.referenceVisit)?.answers ?? {};
  const cutOffOn = civilDate(treatedAt, zone).add({ days: cutOffDay });
  const inWindow = own.filter(
    ({ assessedAt, visitCode }) =>
      visitCode !== policy.referenceVisit &&
      assessedAt.epochMilliseconds >= treatedAt.epochMilliseconds &&
      comparePlainDates(civilDate(assessedAt, zone), cutOffOn) <= 0,
  );
  const findings = inWindow.flatMap(({ answers, visitCode, assessedAt }) =>
    policy.items.flatMap(({ code: item }): readonly LocalFinding[] => {
      const before = reference[item];
      const extent = answers[item] ?? 0;
      if (extent <= (before ?? 0)) return [];
      const foundOn = civilDate(assessedAt, zone);
      return [{ item, change: before ? 'worse' : 'new', visitCode, foundOn, withoutReference: before === undefined }];
    }),
  );
  const counting = new Set(policy.items.filter(({ countsForOutcome }) => countsForOutcome).map(({ code }) => code));
  if (inWindow.length === 0) return { outcome: 'not-assessed', findings };
  return { outcome: findings.some(({ item }) => counting.has(item)) ? 'yes' : 'no', findings };
}

/** The term a finding proposes, or undefined where a person must first say what caused it. */
export const termProposed = (item: LocalToxicityItem): string | undefined =>
  item.proposal === 'first-term' ? item.terms[0] : undefined;

/** Findings that no adverse event is linked to yet: each is a question to the site. */
export const unlinkedFindings = (
  findings: readonly LocalFinding[],
  links: readonly LocalFindingLink[],
): readonly LocalFinding[] =>
  findings.filter(({ item, visitCode }) => !links.some((link) => link.item === item && link.visitCode === visitCode));
