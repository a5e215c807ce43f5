import { z } from 'zod';
import { amount, code, count, term, text, zone } from './shapes.js';

export const ctcae = z.strictObject({
  /** Text, because 5.0 as a number is 5. Stored on every adverse event; stored grades are never re-mapped. */
  version: z.enum(['4.03', '5.0', '6.0']),
  /** How an unknown clinical fact is resolved: `range` reports the lowest and the highest possible grade. */
  unknownFacts: z.enum(['worst', 'best', 'range']),
});

/** Events that are looked at apart, whatever caused them: a list of terms, and what an investigator names besides. */
const specialInterest = z.strictObject({
  code,
  name: text,
  /** Terms of the dictionary the trial grades by; none where it has no own term, so that a person has to say it. */
  terms: z.array(term),
  /** Whether the sponsor hears of it within the hours of a serious event although it is none. */
  toSponsor: z.enum(['always', 'when-serious']),
});

/**
 * The clocks (Regulation (EU) 536/2014 art. 41, 42 and Annex III). Hours are elapsed; days are calendar days after
 * day 0, the civil day in `zone` on which the sponsor first held the minimum information. A trial may be stricter
 * than the law and never laxer.
 */
export const reporting = z.strictObject({
  zone,
  saeToSponsorHours: count.max(24),
  susarFatalDays: count.max(7),
  /** Further days to complete a fatal or life-threatening report. */
  susarCompletionDays: count.max(8),
  susarOtherDays: count.max(15),
  /** Clocks of the whole trial, as the law has them unless the file is stricter (art. 52 to 54; ICH E2F 2.2). */
  seriousBreachDays: count.max(7).default(7),
  benefitRiskDays: count.max(15).default(15),
  urgentSafetyMeasureDays: count.max(7).default(7),
  /** After the day up to which the annual report looks. */
  annualReportDays: count.max(60).default(60),
  /** Whether the 24-hour clock starts with a proposed event or with its confirmation. */
  clockStartsWith: z.enum(['candidate', 'confirmation']),
  /** Laboratory grades from here on raise a candidate for an investigator to confirm. */
  candidateFromGrade: count.max(4),
  /** Serious disease-related terms exempt from systematic unblinding (Annex III 2.5); the board still sees them. */
  exemptFromUnblinding: z.array(term),
  specialInterest: z.array(specialInterest).default([]),
});

export const causality = z.strictObject({
  /** What an event is assessed against, one opinion each. */
  causes: z.array(code).min(1),
});

const localToxicityItem = z.strictObject({
  code,
  name: text,
  /** CTCAE terms for the linked adverse event. */
  terms: z.array(term).min(1),
  /** `first-term` proposes it; `ask-cause` proposes none because the cause decides the organ class. */
  proposal: z.enum(['first-term', 'ask-cause']),
  /** Whether a new or worse answer makes the binary outcome positive; other items are asked for the adverse event. */
  countsForOutcome: z.boolean().default(true),
});

/** The form behind the binary local-toxicity outcome; the outcome comes from the form, not from grades. */
export const localToxicity = z.strictObject({
  /** The limb that counts. The other one may be asked in the same way, as background. */
  limb: z.literal('treated'),
  /** The visit whose answers are the reference for "new or worse". */
  referenceVisit: code,
  items: z.array(localToxicityItem).min(1),
});

export const outcomes = z.strictObject({
  primary: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('local-toxicity') }),
        z.strictObject({ kind: z.literal('maximum-grade-per-organ-class') }),
        z.strictObject({ kind: z.literal('adverse-events-from-grade'), grade: count.max(5) }),
      ]),
    )
    .min(1),
  /** Civil days after the anchor, the last day included: a date rule that a late visit does not extend. */
  primaryCutOffDay: amount,
  finalDay: amount,
});
