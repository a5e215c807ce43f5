import { isAfter, isBefore, Rejection, type Instant, type ParticipantId, type PersonId } from '@trial/kernel';
import { refuseWhenRuledOut, treat, type Participant } from './participant.js';

/** What the trial file says of a dose: how much, and at which visits, in their order. */
export interface DoseRule {
  /** In the unit of the trial, or in that unit for each kilogram of body weight. */
  readonly minimum: number;
  readonly maximum: number;
  readonly perKilogram: boolean;
  /**
   * Visits at which a dose is due, one each; null where doses are taken from day to day. In an open trial those of the
   * participant's arm.
   */
  readonly at: readonly string[] | null;
  /** Visits at which a dose is due in other arms of an open trial only; none in a masked one. */
  readonly ofOtherArms: readonly string[];
  /** All visits of the trial. */
  readonly visits: readonly string[];
}

/** One dose as it was given or taken. The record has the same shape in every arm. */
export interface Dose {
  readonly id: string;
  readonly participantId: ParticipantId;
  /** In the unit of the trial; never 0. */
  readonly amount: number;
  /** Kilograms; null where the dose does not go by them. */
  readonly bodyWeight: number | null;
  readonly givenAt: Instant;
  readonly visitCode: string | null;
  readonly operator: PersonId;
  readonly deviation: string | null;
}

export type DoseReport = Omit<Dose, 'id' | 'participantId'>;

export interface Dosed {
  readonly participant: Participant;
  readonly dose: Dose;
  readonly isFirst: boolean;
  /** Actual time of the first dose. */
  readonly anchorAt: Instant;
}

/**
 * Records a dose beside the earlier ones of the participant. The first makes them treated and is the anchor. Less or
 * more than the trial file says is kept as what happened, but only with its deviation: otherwise it is a typing error.
 * In an open trial so is a dose of another arm, as when somebody is rescued by it; their own treatment began before. In a
 * masked trial nothing here goes by an arm, so nobody learns one from a refusal.
 *
 * `Rejection`: `participant-not-randomised`, `not-in-follow-up`, `treatment-ruled-out`, `dose-visit-missing`,
 * `dose-not-due-at-visit`, `dose-recorded-already`, `first-dose-missing`, `nothing-given`, `body-weight-missing`, `body-weight-not-needed`,
 * `less-than-planned`, `given-more-than-planned`, `dose-before-randomisation`, `dose-in-future`, `dose-before-first`.
 */
export function recordDose(
  id: string,
  participant: Participant,
  rule: DoseRule,
  earlier: readonly Dose[],
  report: DoseReport,
  now: Instant,
): Dosed {
  if (participant.randomisedAt === null) {
    throw new Rejection('participant-not-randomised', { rule: 'randomisation precedes treatment' });
  }
  if (participant.status !== 'randomised' && participant.status !== 'treated') {
    throw new Rejection('not-in-follow-up', { rule: 'the participant has left the trial' });
  }
  refuseWhenRuledOut(participant);
  checkVisit(rule, earlier, report);
  checkAmount(rule, report);
  checkTime(participant, report, now);
  const dose = { id, participantId: participant.id, ...report };
  const { treatedAt } = participant;
  if (treatedAt !== null) return { participant, dose, isFirst: false, anchorAt: treatedAt };
  return { participant: treat(participant, dose.givenAt), dose, isFirst: true, anchorAt: dose.givenAt };
}

function checkVisit(rule: DoseRule, earlier: readonly Dose[], { visitCode, givenAt, deviation }: DoseReport): void {
  const { at, ofOtherArms, visits } = rule;
  if (at !== null && visitCode === null) refuse('dose-visit-missing', 'visitCode', `one of ${at.join(', ')}`);
  if (visitCode !== null && ofOtherArms.includes(visitCode)) {
    if (isBlank(deviation)) {
      refuse('dose-not-due-at-visit', 'visitCode', 'a dose of another arm is recorded with its deviation');
    }
  } else if (visitCode !== null && !(at ?? visits).includes(visitCode)) {
    refuse('dose-not-due-at-visit', 'visitCode', at ? `one of ${at.join(', ')}` : 'a visit of the trial');
  }
  const isAgain = (dose: Dose) => (at !== null && dose.visitCode === visitCode) || dose.givenAt.equals(givenAt);
  if (earlier.some(isAgain)) {
    refuse('dose-recorded-already', at ? 'visitCode' : 'givenAt', 'a dose is recorded once');
  }
  // Entered first by mistake, a later dose would move every visit.
  if (at !== null && earlier.length === 0 && visitCode !== at[0]) {
    refuse('first-dose-missing', 'visitCode', `the dose of ${at[0] ?? ''} comes first`);
  }
}

function checkAmount({ minimum, maximum, perKilogram }: DoseRule, { amount, bodyWeight, deviation }: DoseReport): void {
  if (amount === 0) refuse('nothing-given', 'amount', 'without an amount there is no dose');
  if (perKilogram && bodyWeight === null) refuse('body-weight-missing', 'bodyWeight', 'kilograms on the day');
  if (!perKilogram && bodyWeight !== null) refuse('body-weight-not-needed', 'bodyWeight', 'leave it out');
  if (!isBlank(deviation)) return;
  const factor = bodyWeight ?? 1;
  // Within one part in a million nothing was weighed or drawn up differently; it is how numbers are multiplied.
  if (amount < minimum * factor * (1 - 1e-6)) {
    refuse('less-than-planned', 'amount', `less than ${minimum * factor} is recorded with its deviation`);
  }
  if (amount > maximum * factor * (1 + 1e-6)) {
    refuse('given-more-than-planned', 'amount', `more than ${maximum * factor} is recorded with its deviation`);
  }
}

function checkTime({ randomisedAt, treatedAt }: Participant, { givenAt }: DoseReport, now: Instant): void {
  if (randomisedAt !== null && isBefore(givenAt, randomisedAt)) {
    refuse('dose-before-randomisation', 'givenAt', 'randomisation precedes every dose');
  }
  if (isAfter(givenAt, now)) refuse('dose-in-future', 'givenAt', 'what is recorded has happened');
  if (treatedAt !== null && isBefore(givenAt, treatedAt)) {
    refuse('dose-before-first', 'givenAt', 'if the first dose was given at another time, correct that first');
  }
}

const isBlank = (text: string | null): boolean => (text ?? '').trim() === '';

function refuse(code: string, field: string, rule: string): never {
  throw new Rejection(code, { field, rule });
}
