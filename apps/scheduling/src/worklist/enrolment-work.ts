import {
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantScreened,
  participantScreeningFailed,
  participantTreated,
  treatmentExpectedAgain,
  treatmentRuledOut,
  type EventContract,
} from '@trial/contracts';
import { instant, type Instant, type TimeZone } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { z } from 'zod';
import { endOfDayAfter, within } from '../domain/worklist/work-due.js';
import { expectedTreatment } from './expected-treatment.js';
import { ending, on, type WorkRule } from './work-rule.js';

interface OfParticipant {
  readonly participantId: string;
}

/** Until one of these, or until screening fails. */
const until = (...contracts: readonly EventContract<string, z.ZodType<OfParticipant>>[]) =>
  ending(({ participantId }: OfParticipant) => participantId, participantScreeningFailed, ...contracts);

/** Civil days between the visits before treatment and treatment: of the first of them, and of the last. */
function daysBefore({ visits }: TrialConfiguration, which: 'first' | 'last'): number {
  const days = visits
    .filter(({ phase }) => phase === 'before-treatment')
    .map(({ offset }) => Math.abs('days' in offset ? offset.days : Math.floor(offset.hours / 24)));
  if (days.length === 0) return 0;
  return which === 'first' ? Math.max(...days) : Math.min(...days);
}

/** When the evidence with the shortest life is too old, counted from the signature; it may expire sooner, never later. */
function evidenceUntil({ eligibility, ...trial }: TrialConfiguration, at: Instant, zone: TimeZone): Instant {
  const ends = eligibility.screeningLimits.map(({ maxAge }) => within(maxAge, at, zone));
  const span = endOfDayAfter(at, daysBefore({ eligibility, ...trial }, 'first'), zone);
  return [...ends, span].reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b));
}

/** A decision ends the treatment that was expected by the one before it. */
const treatmentIsRuledOut = on(treatmentRuledOut, ({ data: { participantId, decision } }) => [
  expectedTreatment(participantId, decision - 1),
]);

const step = { stopsWithParticipation: true } as const;

export const enrolmentWork: readonly WorkRule[] = [
  {
    ...step,
    code: 'consent-to-take',
    thing: 'consent',
    kind: 'signature',
    roles: ['investigator'],
    text: 'Who was screened signs the consent within the span of screening.',
    source: () => 'trial file, visits before treatment: offset of the first',
    begins: on(participantScreened, ({ data: { participantId }, at, trial, zone }) => [
      { about: participantId, what: 'consent', dueAt: endOfDayAfter(at, daysBefore(trial, 'first'), zone) },
    ]),
    ends: until(participantConsented),
  },
  {
    ...step,
    code: 'eligibility-to-sign',
    thing: 'eligibility',
    kind: 'signature',
    roles: ['investigator'],
    text: 'Who consented has every criterion of eligibility signed within the span of screening.',
    source: () => 'trial file, eligibility.criteria; visits before treatment: offset of the first',
    begins: on(participantConsented, ({ data: { participantId, consentedAt }, trial, zone }) => [
      {
        about: participantId,
        what: 'eligibility',
        dueAt: endOfDayAfter(instant(consentedAt), daysBefore(trial, 'first'), zone),
      },
    ]),
    ends: until(participantFoundEligible, participantRandomised),
  },
  {
    ...step,
    code: 'randomisation-to-make',
    thing: 'randomisation',
    kind: 'enrolment',
    roles: ['investigator'],
    text: 'Who is eligible is randomised before the evidence of it is too old.',
    source: () => 'trial file, eligibility.screeningLimits: the shortest',
    begins: on(participantFoundEligible, ({ data: { participantId }, at, trial, zone }) => [
      { about: participantId, what: 'randomisation', dueAt: evidenceUntil(trial, at, zone) },
    ]),
    ends: until(participantRandomised),
  },
  {
    ...step,
    code: 'treatment-to-give',
    thing: 'treatment',
    kind: 'enrolment',
    roles: ['investigator'],
    text: 'Who is randomised is treated before the last visit before treatment is too old.',
    source: () => 'trial file, visits before treatment: offset of the last',
    begins: on(participantRandomised, ({ data: { participantId, randomisedAt }, trial, zone }) => [
      {
        about: participantId,
        what: 'treatment',
        dueAt: endOfDayAfter(instant(randomisedAt), daysBefore(trial, 'last'), zone),
      },
    ]),
    ends: [...until(participantTreated), treatmentIsRuledOut],
  },
  {
    ...step,
    code: 'treatment-to-give-after-all',
    thing: 'treatment',
    kind: 'enrolment',
    roles: ['investigator'],
    text: 'Whose treatment is expected again is treated before what was known of them is too old.',
    source: () => 'trial file, visits before treatment: offset of the last',
    begins: on(treatmentExpectedAgain, ({ data: { participantId, decision, decidedAt }, trial, zone }) => [
      {
        about: expectedTreatment(participantId, decision),
        what: 'treatment',
        dueAt: endOfDayAfter(instant(decidedAt), daysBefore(trial, 'last'), zone),
      },
    ]),
    // And with treatment itself: `endExpectedTreatment`, because treatment does not say by which decision it was expected.
    ends: [treatmentIsRuledOut],
  },
];
