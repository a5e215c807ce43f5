import { z } from 'zod';
import type { DeepReadonly } from './deep-freeze.js';
import { code, duration } from './shapes.js';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 21:00');

/** Roles of a site and of the sponsor that may be written to; all of them blinded. */
const staff = z.enum(['study-nurse', 'investigator', 'data-manager', 'monitor']);

const reminderRule = z.strictObject({
  code,
  /** What there is to do: the visit itself, or the forms the participant fills in at it. */
  about: z.enum(['visit', 'forms']),
  to: z.enum(['participant', ...staff.options]),
  moment: z.enum(['before-opening', 'at-opening', 'before-closing', 'overdue']),
  /** How long before, or for `overdue` after the window closed; nothing at the opening. */
  by: duration.exactOptional(),
  /** The visits it is about; every follow-up visit when left out. */
  visits: z.array(code).min(1).exactOptional(),
  /** Who is told next while nobody says that they saw to it; counted from the moment of the reminder. */
  escalation: z.array(z.strictObject({ after: duration, to: staff })).default([]),
});

/** Who is reminded of what, when, and when never. A trial without this section reminds nobody of visits. */
export const reminders = z.strictObject({
  /** In the recipient's own zone; what would fall into them waits for their end. `null`: at any time. */
  quietHours: z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable(),
  rules: z.array(reminderRule),
});

export type ReminderRule = DeepReadonly<z.output<typeof reminderRule>>;
export type QuietHours = DeepReadonly<z.output<typeof reminders>>['quietHours'];
