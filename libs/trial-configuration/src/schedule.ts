import { z } from 'zod';
import { amount, code, count, duration, language, text } from './shapes.js';

/** Where time starts: every target and window of a visit counts from this act. */
export const anchor = z.strictObject({
  event: z.enum(['first-injection', 'first-dose', 'randomisation']),
  /** Contact and safety follow-up of a participant who was randomised and never treated. */
  ifNeverTreated: z.enum(['randomisation']),
});

export const visit = z.strictObject({
  code,
  name: text,
  /** Before treatment the plan is provisional and windows may share days; afterwards they may not. */
  phase: z.enum(['before-treatment', 'treatment', 'follow-up']),
  /** Target from the anchor: hours are elapsed time, days are civil days in the site's zone. */
  offset: duration,
  window: z.strictObject({ before: amount, after: amount, unit: z.enum(['hours', 'days']) }),
  /** The visit of the primary outcome. */
  primary: z.boolean().default(false),
  /** The end of follow-up. */
  last: z.boolean().default(false),
});

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
