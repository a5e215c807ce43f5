import { z } from 'zod';
import { amount, code, count, day, duration, language, text } from './shapes.js';

/** A characteristic known before randomisation. Its level is signed for each participant, or is the site they are at. */
const factor = z.strictObject({ code, levels: z.array(code).min(2), from: z.literal('site').exactOptional() });

/**
 * What sites may know about randomisation. Block sizes, seeds and the list come with the sealed specification and
 * are refused here (ICH E9; trial statisticians keep them from everybody who reads this file).
 */
const everyScheme = {
  /** Participants to randomise. */
  target: count,
  /** Rows the list must have at least: replacements take the next row, never a used one. */
  minimumListLength: count,
  replaceParticipantsNotTreated: z.boolean(),
  /** How many may be randomised at most: in the trial, at one site, in one stratum. */
  caps: z
    .strictObject({ trial: count.exactOptional(), perSite: count.exactOptional(), perStratum: count.exactOptional() })
    .exactOptional(),
};

/** The method is a value: all that is known about one stands in its branch. */
export const randomisation = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('permuted-blocks'), ...everyScheme, strata: z.array(factor) }),
  z.strictObject({ scheme: z.literal('simple'), ...everyScheme, strata: z.array(factor) }),
  z.strictObject({
    scheme: z.literal('minimisation'),
    ...everyScheme,
    /** The factors to balance, each by itself; an imbalance in a factor counts `weight` times. */
    strata: z.array(factor.extend({ weight: count.max(100).default(1) })).min(1),
    imbalance: z.enum(['range', 'variance']),
    /** Of 1000 allocations with a preferred arm, how many take it: more than a coin, less than certain. */
    preferencePerThousand: z.int().min(501).max(999),
  }),
]);

const dose = z.strictObject({
  /** UCUM, for example `{cells}` or `mg`. */
  unit: text,
  minimum: z.number().positive(),
  target: z.number().positive(),
  maximum: z.number().positive(),
});

/**
 * A product of living cells (or what looks like it), made for one participant from a batch. Markers: ISCT 2006 (Dominici et
 * al., Cytotherapy 8:315); a batch for an arm of kind `placebo` holds no cells.
 */
const cellProduct = z.strictObject({
  /** A batch that expires sooner than this after preparation is not taken. */
  shelfLifeLeftHours: count,
  releaseLimits: z.strictObject({
    viabilityAtLeastPercent: amount.max(100),
    presentMarkersAtLeastPercent: amount.max(100),
    absentMarkersAtMostPercent: amount.max(100),
    /** Endotoxin units per millilitre. */
    endotoxinAtMost: amount,
  }),
});

/** One session of injections at coded points, doses a participant takes at home, or doses given at visits. */
export const administration = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('injections'),
    route: z.enum(['intramuscular', 'subcutaneous', 'intravenous']),
    sessions: count,
    limb: z.enum(['most-affected', 'any']),
    dose,
    /** Each point becomes one row of an administration, given or not. Volumes are millilitres. */
    points: z.array(z.strictObject({ code, region: text, plannedVolume: z.number().positive() })).min(1),
    depthMm: z.number().positive().nullable(),
    thawToInjection: z.strictObject({ limitMinutes: count, warnAtPercent: count.max(100) }),
    cellProduct: cellProduct.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('self-administered'), route: z.enum(['oral']), dosesPerDay: count, dose }),
  z.strictObject({
    kind: z.literal('infusions'),
    route: z.enum(['intravenous', 'subcutaneous']),
    /** Of one dose; per kilogram of the body weight on that day where `per` says so. */
    dose: dose.extend({ per: z.literal('kilogram-of-body-weight').exactOptional() }),
    /** The visits at which a dose is due, the first treatment first. */
    at: z.array(code).min(1),
  }),
]);

const criterion = z.strictObject({
  id: code,
  kind: z.enum(['inclusion', 'exclusion']),
  /** Grows when the wording changes; an answer keeps the version it was given under. */
  version: count,
  text,
  /** Whether "not applicable" is an answer, as for pregnancy. */
  mayNotApply: z.boolean().default(false),
});

export const eligibility = z.strictObject({
  /** Completed years at consent; a `null` maximum is a cap the registries contradict each other about. */
  ageYears: z.strictObject({ minimum: amount, maximum: count.nullable() }),
  criteria: z.array(criterion).min(1),
  /** How old the evidence of an assessment may be at treatment; what has expired blocks randomisation. */
  screeningLimits: z.array(z.strictObject({ code, maxAge: duration })),
});

/** One form a participant signs, and what they agree to one by one (PV7). `required` uses are the price of entry. */
const consentForm = z.strictObject({
  version: code,
  validFromOn: day,
  languages: z.array(language).min(1),
  uses: z.array(z.strictObject({ code, text, required: z.boolean() })).min(1),
});

export const consent = z.strictObject({ versions: z.array(consentForm).min(1) });

const pauseRule = z.discriminatedUnion('counts', [
  z.strictObject({
    code,
    counts: z.literal('related-adverse-events'),
    fromGrade: count.max(5),
    atLeast: count,
  }),
  z.strictObject({
    code,
    counts: z.enum(['deaths', 'related-serious-adverse-events', 'digit-threatening-local-toxicities']),
    atLeast: count,
  }),
]);

/**
 * When a pause of randomisation is proposed and when the safety board looks. Counts pool the arms. A pause stops
 * new randomisations only: safety entry and code breaks stay open whatever stands here.
 */
export const stopping = z.strictObject({
  /** The first participants are treated at least this many civil days apart. */
  sentinel: z.strictObject({ participants: count, daysApart: count }).exactOptional(),
  pauseProposals: z.array(pauseRule),
  /** Whether nobody lifts a pause they signed themselves. */
  secondPersonLifts: z.boolean().exactOptional(),
  safetyLooks: z.strictObject({ afterParticipants: z.array(count).min(1), visit: code }).exactOptional(),
});
