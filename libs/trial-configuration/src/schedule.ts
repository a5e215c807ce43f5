import { z } from 'zod';
import { amount, code, count, duration, language, term, text } from './shapes.js';

/** Where time starts: every target and window of a visit counts from this act unless its rule says otherwise. */
export const anchor = z.strictObject({
  event: z.enum(['first-injection', 'first-dose', 'randomisation']),
  /** Contact and safety follow-up of a participant who was randomised and never treated. */
  ifNeverTreated: z.enum(['randomisation']),
});

/**
 * Of somebody randomised who will not be treated: the visits after treatment that are held all the same, counted from
 * randomisation, for contact and safety, and what is assessed at them. Without the section, or without `visits`, those are
 * all that do not count from one at which something is given; without the section nothing is assessed at them.
 */
export const ifNeverTreated = z.strictObject({
  visits: z.array(code).min(1).exactOptional(),
  assessments: z.array(code),
});

/** A cycle: the visit comes again `every` so often, `times` in all, as `CODE-1`, `CODE-2` and so on. */
const repeats = z.strictObject({
  every: z.union([z.strictObject({ hours: count }), z.strictObject({ days: count })], {
    error: 'must be either { hours: n } or { days: n }',
  }),
  times: count.min(2).max(400),
});

export const visit = z.strictObject({
  code,
  name: text,
  /**
   * Before treatment the plan is provisional and windows may share days; afterwards they may not. A visit of early
   * termination is planned only for somebody who leaves before the end, and counts from that moment.
   */
  phase: z.enum(['before-treatment', 'treatment', 'follow-up', 'early-termination']),
  /**
   * What the target counts from: the anchor unless said otherwise; consent; randomisation; or another visit, as it
   * really took place (until then its target).
   */
  countedFrom: z
    .union([z.literal('consent'), z.literal('randomisation'), z.strictObject({ visit: code })], {
      error: 'must be consent, randomisation or { visit: code }',
    })
    .exactOptional(),
  /** Target from there: hours are elapsed time, days are civil days in the site's zone. */
  offset: duration,
  window: z.strictObject({ before: amount, after: amount, unit: z.enum(['hours', 'days']) }),
  repeats: repeats.exactOptional(),
  /**
   * Whose visit it is; everybody's unless said otherwise. In a masked trial everybody has it all the same, so that no
   * plan tells an arm.
   */
  arms: z.array(code).min(1).exactOptional(),
  /** Held only until the date on which the trial ends follow-up for everybody, once that date is known. */
  untilFollowUpEnds: z.boolean().default(false),
  /** The visit of the primary outcome. */
  primary: z.boolean().default(false),
  /** The end of follow-up. */
  last: z.boolean().default(false),
});

/**
 * What becomes of those who consented to the version before: they go by this one once they consented again (`required`,
 * also when nothing is said), or from the day on which their site works by it.
 */
export const amendment = z.strictObject({ reconsent: z.enum(['required', 'not-required']), summary: text });

/**
 * Which attendance stands for a visit in an analysis. An attendance outside its window counts as labelled or not at
 * all; an unscheduled one may stand in for a visit that did not take place, if it fell into its window.
 */
export const visitMapping = z.strictObject({
  outOfWindow: z.enum(['as-labelled', 'left-out']),
  unscheduled: z.enum(['nearest-to-target', 'never']),
});

/**
 * An answer that somebody must look at (Q17): `of`, a score or an item with a number, is at `from` or beyond it, on the side
 * on which the instrument gets worse. It proposes an adverse event of this term.
 */
const alert = z.strictObject({ code, of: text, from: z.number(), proposes: term });

/** Item texts are licensed and never here: codes, versions and the meaning of the number. */
export const instrument = z.strictObject({
  code,
  name: text,
  /** `null` while the sponsor has not settled the version; such an instrument cannot be in use. */
  version: text.nullable(),
  languages: z.array(language),
  /** A planned instrument is part of the matrix but nobody is asked to answer it yet. */
  status: z.enum(['in-use', 'planned']),
  scale: z
    .strictObject({
      minimum: z.number(),
      maximum: z.number(),
      direction: z.enum(['higher-is-worse', 'higher-is-better']),
    })
    .exactOptional(),
  alerts: z.array(alert).default([]),
});

const row = {
  code,
  name: text,
  /** Visits at which it must be done, and visits at which it may be. */
  required: z.array(code),
  optional: z.array(code).default([]),
  unscheduled: z.enum(['required', 'optional', 'not-done']).default('not-done'),
  /** Done only where it makes sense for the participant, as a pregnancy test. */
  ifApplicable: z.boolean().default(false),
  /** Repeats at the treatment visit, in minutes after the anchor. */
  minutesAfterAnchor: z.array(count).default([]),
};

/** One row of the assessment matrix. */
export const assessment = z.discriminatedUnion('kind', [
  z.strictObject({
    ...row,
    kind: z.literal('instrument'),
    instrument: code,
    answeredBy: z.enum(['participant', 'clinician']),
  }),
  z.strictObject({ ...row, kind: z.literal('laboratory-panel'), panel: code }),
  z.strictObject({ ...row, kind: z.literal('procedure') }),
]);

/** When a participant's own form opens and closes, and what its answers may be seen by (PR3). */
export const participantForms = z.strictObject({
  opens: z.literal('window-start'),
  closes: z.literal('window-end'),
  /** A closed form is recorded as missed and takes no answer. */
  lateAnswers: z.enum(['refused', 'flagged']),
  reminders: z.array(z.enum(['at-opening', 'day-before-closing', 'at-closing'])),
  siteSeesScores: z.enum(['never', 'after-visit', 'at-once']),
});
