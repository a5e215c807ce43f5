import type { ReminderRule } from './reminders.js';
import type { TrialFile } from './trial-configuration.js';

/** All reminders of a trial: those of its own section, and those that `participantForms` asks for. */
export const reminderRulesOf = ({ reminders: section, participantForms }: TrialFile): readonly ReminderRule[] => [
  ...(section?.rules ?? []),
  ...participantForms.reminders.map((moment): ReminderRule => ({
    // No code of the file holds a full stop, so the name is free.
    code: `participantForms.${moment}`,
    about: 'forms',
    to: 'participant',
    escalation: [],
    ...FORM_MOMENTS[moment],
  })),
];

const FORM_MOMENTS = {
  'at-opening': { moment: 'at-opening' },
  'day-before-closing': { moment: 'before-closing', by: { days: 1 } },
  'at-closing': { moment: 'overdue' },
} as const satisfies Record<string, Pick<ReminderRule, 'moment' | 'by'>>;
