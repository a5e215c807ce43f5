import { civilDate, comparePlainDates, type Id, type Instant, type ParticipantId, type PlainDate } from '@trial/kernel';
import type { AdverseEventId } from './grade-segments.js';
import type { TreatedParticipant } from './treated-participant.js';

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

export type Limb = 'treated' | 'untreated';
export type LocalToxicityFormId = Id<'local-toxicity-form'>;
export type LocalFindingId = Id<'local-finding'>;

/** The form of one visit for one limb: the untreated limb is asked in the same way, as background. */
export interface LocalToxicityForm {
  readonly participantId: ParticipantId;
  readonly visitCode: string;
  readonly limb: Limb;
  readonly assessedAt: Instant;
  /** By item code; an item that is missing was not answered. */
  readonly answers: Readonly<Record<string, Extent>>;
}

/** An item that was absent at the reference and is there now, or is more than it was. It asks for an adverse event. */
export interface LocalFinding {
  readonly item: string;
  readonly change: 'new' | 'worse';
  readonly visitCode: string;
  readonly assessedAt: Instant;
  /** The civil day of the assessment at the site. */
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
 * Everything new or worse of one limb of a participant from treatment on, however late: what is an adverse event does not
 * end with the primary outcome. The reference is the form of the same limb.
 */
export function localFindings(
  forms: readonly LocalToxicityForm[],
  participant: TreatedParticipant,
  policy: LocalToxicityPolicy,
  limb: Limb = 'treated',
): readonly LocalFinding[] {
  const own = forms.filter((form) => form.participantId === participant.participantId && form.limb === limb);
  const reference = own.find(({ visitCode }) => visitCode === policy.referenceVisit)?.answers ?? {};
  return own
    .filter((form) => isAfterTreatment(form, participant, policy))
    .flatMap((form) => findingsOf(form, reference, participant, policy));
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
  const isInTime = untilDay(participant, cutOffDay);
  const findings = localFindings(forms, participant, policy).filter(isInTime);
  const isAssessed = forms.some(
    (form) =>
      form.participantId === participant.participantId &&
      form.limb === 'treated' &&
      isAfterTreatment(form, participant, policy) &&
      isInTime(form),
  );
  if (!isAssessed) return { outcome: 'not-assessed', findings };
  const counting = new Set(policy.items.filter(({ countsForOutcome }) => countsForOutcome).map(({ code }) => code));
  return { outcome: findings.some(({ item }) => counting.has(item)) ? 'yes' : 'no', findings };
}

/** Whether something was assessed by the end of a civil day counted from the one of treatment, which is day 0. */
export function untilDay(
  { treatedAt, zone }: TreatedParticipant,
  cutOffDay: number,
): (assessed: { readonly assessedAt: Instant }) => boolean {
  const cutOffOn = civilDate(treatedAt, zone).add({ days: cutOffDay });
  return ({ assessedAt }) => comparePlainDates(civilDate(assessedAt, zone), cutOffOn) <= 0;
}

/** The term a finding proposes, or undefined where a person must first say what caused it. */
export const termProposed = (item: LocalToxicityItem): string | undefined =>
  item.proposal === 'first-term' ? item.terms[0] : undefined;

/** Findings that no adverse event is linked to yet: each is a question to the site. */
export const unlinkedFindings = <Finding extends Pick<LocalFinding, 'item' | 'visitCode'>>(
  findings: readonly Finding[],
  links: readonly Pick<LocalFindingLink, 'item' | 'visitCode'>[],
): readonly Finding[] =>
  findings.filter(({ item, visitCode }) => !links.some((link) => link.item === item && link.visitCode === visitCode));

const isAfterTreatment = (
  { visitCode, assessedAt }: LocalToxicityForm,
  { treatedAt }: TreatedParticipant,
  { referenceVisit }: LocalToxicityPolicy,
): boolean => visitCode !== referenceVisit && assessedAt.epochMilliseconds >= treatedAt.epochMilliseconds;

function findingsOf(
  { answers, visitCode, assessedAt }: LocalToxicityForm,
  reference: LocalToxicityForm['answers'],
  { zone }: TreatedParticipant,
  policy: LocalToxicityPolicy,
): readonly LocalFinding[] {
  return policy.items.flatMap(({ code: item }): readonly LocalFinding[] => {
    const before = reference[item];
    if ((answers[item] ?? 0) <= (before ?? 0)) return [];
    const foundOn = civilDate(assessedAt, zone);
    const change = before ? 'worse' : 'new';
    return [{ item, change, visitCode, assessedAt, foundOn, withoutReference: before === undefined }];
  });
}
