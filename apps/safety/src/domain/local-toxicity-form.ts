import {
  compareInstants,
  isAfter,
  isBefore,
  Rejection,
  type Instant,
  type PersonId,
  type SiteId,
  type TrialId,
} from '@trial/kernel';
import type { Extent, LocalToxicityForm, LocalToxicityFormId, LocalToxicityPolicy } from './local-toxicity.js';

/** One version of a form. Versions are never changed: a correction is another one beside it. */
export interface RecordedLocalForm extends LocalToxicityForm {
  readonly id: LocalToxicityFormId;
  readonly version: number;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly trialVersion: number;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
  /** Why this version exists; null for version 1 only (AT5). */
  readonly reason: string | null;
}

/** Whose form, of which visit and limb: what a correction never changes. */
export type LocalFormFacts = Pick<
  RecordedLocalForm,
  'trialId' | 'siteId' | 'participantId' | 'trialVersion' | 'visitCode' | 'limb'
>;

/** What was seen, item by item, in the order it was written down. */
export interface LocalAssessment {
  readonly assessedAt: Instant;
  readonly answers: readonly { readonly item: string; readonly extent: Extent }[];
}

/** What a form is held against. */
export interface FormSetting {
  readonly policy: LocalToxicityPolicy;
  /** The visits of the trial. */
  readonly visits: readonly string[];
  /** Null for who consented before this was kept. */
  readonly consentedAt: Instant | null;
  /** Null while nothing is known of a treatment. */
  readonly treatedAt: Instant | null;
  readonly recordedBy: PersonId;
}

/**
 * Records a form as version 1. Refused: `visit-unknown`, `item-unknown`, `item-answered-twice`, `item-not-answered`,
 * `assessed-in-future`, `assessed-before-consent`, `assessed-before-treatment` but at the visit of reference, and there
 * `reference-after-treatment`.
 */
export function recordLocalForm(
  id: LocalToxicityFormId,
  facts: LocalFormFacts,
  assessment: LocalAssessment,
  setting: FormSetting,
  now: Instant,
): RecordedLocalForm {
  const { visitCode } = facts;
  if (!setting.visits.includes(visitCode) && !UNSCHEDULED.test(visitCode))
    throw new Rejection('visit-unknown', { field: 'visitCode', rule: `the trial has no visit ${visitCode}` });
  return {
    ...facts,
    id,
    version: 1,
    ...examined(facts, assessment, setting, now),
    recordedAt: now,
    recordedBy: setting.recordedBy,
    reason: null,
  };
}

/**
 * Replaces answers or moment by a new version, with reason; visit and limb stay. Refused: `reason-missing`,
 * `nothing-changed`, and what `recordLocalForm` refuses about items and moments.
 */
export function correctLocalForm(
  latest: RecordedLocalForm,
  assessment: LocalAssessment,
  reason: string,
  setting: FormSetting,
  now: Instant,
): RecordedLocalForm {
  if (!reason.trim()) throw new Rejection('reason-missing', { field: 'reason', rule: 'say why' });
  const seen = examined(latest, assessment, setting, now);
  const isSame = setting.policy.items.every(({ code }) => latest.answers[code] === seen.answers[code]);
  if (isSame && compareInstants(latest.assessedAt, seen.assessedAt) === 0)
    throw new Rejection('nothing-changed', { rule: 'a correction changes an answer or the moment' });
  const { version } = latest;
  return { ...latest, ...seen, version: version + 1, recordedAt: now, recordedBy: setting.recordedBy, reason };
}

/** How scheduling names the visits nobody planned, by their running number. */
const UNSCHEDULED = /^UNS-[1-9]\d*$/;

function examined(
  { visitCode }: Pick<LocalFormFacts, 'visitCode'>,
  { assessedAt, answers }: LocalAssessment,
  setting: FormSetting,
  now: Instant,
): Pick<RecordedLocalForm, 'assessedAt' | 'answers'> {
  mustBeItsTime(assessedAt, visitCode === setting.policy.referenceVisit, setting, now);
  return { assessedAt, answers: everyItemOnce(answers, setting.policy) };
}

function everyItemOnce(answers: LocalAssessment['answers'], { items }: LocalToxicityPolicy): Record<string, Extent> {
  const answered = new Map<string, Extent>();
  for (const [index, { item, extent }] of answers.entries()) {
    const field = `answers.${index}.item`;
    if (!items.some(({ code }) => code === item))
      throw new Rejection('item-unknown', { field, rule: `the form has no item ${item}` });
    if (answered.has(item)) throw new Rejection('item-answered-twice', { field, rule: `answer ${item} once` });
    answered.set(item, extent);
  }
  const missing = items.filter(({ code }) => !answered.has(code)).map(({ code }) => code);
  if (missing.length > 0)
    throw new Rejection('item-not-answered', { field: 'answers', rule: `answer ${missing.join(', ')} as well` });
  return Object.fromEntries(answered);
}

function mustBeItsTime(
  assessedAt: Instant,
  isReference: boolean,
  { consentedAt, treatedAt }: FormSetting,
  now: Instant,
): void {
  const refused = (code: string, rule: string) => new Rejection(code, { field: 'assessedAt', rule });
  if (isAfter(assessedAt, now)) throw refused('assessed-in-future', 'nobody can have looked at it yet');
  if (consentedAt && isBefore(assessedAt, consentedAt))
    throw refused('assessed-before-consent', 'nothing is assessed before consent');
  const isBeforeTreatment = treatedAt === null || isBefore(assessedAt, treatedAt);
  if (!isReference && isBeforeTreatment)
    throw refused('assessed-before-treatment', 'before treatment only the visit of reference is assessed');
  if (isReference && !isBeforeTreatment)
    throw refused('reference-after-treatment', 'the visit of reference is assessed before treatment');
}
