import { unless, type Finding } from './invalid-trial-file.js';
import { reminderRulesOf } from './reminder-rules.js';
import type { ReminderRule } from './reminders.js';
import type { TrialFile, VisitRule } from './trial-configuration.js';

type Span = NonNullable<ReminderRule['by']>;

/** What is wrong with the reminders of a trial: moments that cannot be, recipients and visits there are not. */
export function reminderFindings(trial: TrialFile): readonly Finding[] {
  const quiet = trial.reminders?.quietHours;
  return [
    ...unless(!quiet || quiet.from !== quiet.until, 'reminders.quietHours', 'must leave a part of the day'),
    ...unless(
      answersLate(trial) || !trial.participantForms.reminders.includes('at-closing'),
      'participantForms.reminders',
      'a closed form takes no answer, so nobody is reminded of it at its closing',
    ),
    ...reminderRulesOf(trial).flatMap((rule) => ruleFindings(rule, trial)),
  ];
}

function ruleFindings(rule: ReminderRule, trial: TrialFile): readonly Finding[] {
  const field = rule.code.includes('.') ? 'participantForms.reminders' : `reminders.rules.${rule.code}`;
  return [
    ...momentFindings(rule, field, trial),
    ...recipients(rule)
      .filter(([, role]) => trial.roles.unblinded.some((unblinded) => unblinded === role))
      .map(([part, role]) => ({ field: `${field}.${part}`, rule: `${role} is an unblinded role of this trial` })),
    ...unless(
      answersLate(trial) || rule.about !== 'forms' || rule.moment !== 'overdue' || rule.code.includes('.'),
      `${field}.moment`,
      'a closed form takes no answer, so it is never overdue',
    ),
    ...(rule.visits ?? []).flatMap((code) =>
      unless(
        trial.visits.some((visit) => visit.code === code && visit.phase === 'follow-up'),
        `${field}.visits`,
        `there is no follow-up visit ${code}`,
      ),
    ),
    ...escalationFindings(rule, `${field}.escalation`),
  ];
}

function momentFindings({ moment, by, visits }: ReminderRule, field: string, trial: TrialFile): readonly Finding[] {
  const isBefore = moment === 'before-opening' || moment === 'before-closing';
  if (by === undefined) return unless(!isBefore, `${field}.by`, 'says how long before');
  if (moment === 'at-opening') return [{ field: `${field}.by`, rule: 'the opening is the moment: nothing to add' }];
  const tooLong = trial.visits.filter(
    ({ code, phase, window }) =>
      moment === 'before-closing' &&
      phase === 'follow-up' &&
      (visits?.includes(code) ?? true) &&
      hoursOf(by) >= widthInHours(window),
  );
  return [
    ...unless(isBefore ? hoursOf(by) > 0 : hoursOf(by) >= 0, `${field}.by`, 'must be a length of time'),
    ...tooLong.map(({ code }) => ({ field: `${field}.by`, rule: `lies before the opening of ${code}` })),
  ];
}

function escalationFindings({ moment, escalation }: ReminderRule, field: string): readonly Finding[] {
  const hours = escalation.map(({ after }) => hoursOf(after));
  return [
    ...unless(escalation.length === 0 || moment === 'overdue', field, 'only what is overdue is escalated'),
    ...unless(
      hours.every((each, index) => each > (hours[index - 1] ?? 0)),
      field,
      'each step must come after the one before it',
    ),
  ];
}

const recipients = ({ to, escalation }: ReminderRule): readonly (readonly [string, string])[] => [
  ['to', to],
  ...escalation.map((step): readonly [string, string] => ['escalation', step.to]),
];

const answersLate = ({ participantForms }: TrialFile): boolean => participantForms.lateAnswers === 'flagged';

const hoursOf = (span: Span): number => ('hours' in span ? span.hours : span.days * 24);

/** A window in days holds its first and its last day. */
const widthInHours = ({ before, after, unit }: VisitRule['window']): number =>
  unit === 'hours' ? before + after : (before + after + 1) * 24;
