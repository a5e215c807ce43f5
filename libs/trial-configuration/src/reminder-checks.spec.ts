import { edited, findingsOf, goodName, goodText } from '../test/edited-trial.js';
import { readTrial, trialFrom } from './load-trial.js';
import { reminderRulesOf } from './reminder-rules.js';

const rule = (more: object) => ({ code: 'one', about: 'visit', to: 'study-nurse', moment: 'at-opening', ...more });
const withRule = (more: object) => edited('reminders/rules', [rule(more)]);

describe('the reminders of a trial file', () => {
  it.each<[string, unknown, string, string | RegExp]>([
    [
      'quiet all day',
      edited('reminders/quietHours', { from: '08:00', until: '08:00' }),
      'reminders.quietHours',
      'must leave a part of the day',
    ],
    [
      'no time of day',
      edited('reminders/quietHours/from', '24:00'),
      'reminders.quietHours.from',
      'must be a time of day such as 21:00',
    ],
    [
      'a moment before something, without how long',
      withRule({ moment: 'before-opening' }),
      'reminders.rules.one.by',
      'says how long before',
    ],
    [
      'a length of time at the opening',
      withRule({ by: { days: 1 } }),
      'reminders.rules.one.by',
      'the opening is the moment: nothing to add',
    ],
    [
      'no time at all before the opening',
      withRule({ moment: 'before-opening', by: { hours: 0 } }),
      'reminders.rules.one.by',
      'must be a length of time',
    ],
    [
      'overdue before it is',
      withRule({ moment: 'overdue', by: { days: -1 } }),
      'reminders.rules.one.by',
      'must be a length of time',
    ],
    [
      'a reminder of the closing before the opening',
      withRule({ moment: 'before-closing', by: { hours: 36 }, visits: ['H48'] }),
      'reminders.rules.one.by',
      'lies before the opening of H48',
    ],
    [
      'a visit nobody plans',
      withRule({ visits: ['SCR'] }),
      'reminders.rules.one.visits',
      'there is no follow-up visit SCR',
    ],
    [
      'an unblinded recipient',
      edited('roles/unblinded/0', 'monitor', edited('roles/blinded/3', 'study-nurse', withRule({ to: 'monitor' }))),
      'reminders.rules.one.to',
      'monitor is an unblinded role of this trial',
    ],
    ['a recipient who may know the arm', withRule({ to: 'pharmacist' }), 'reminders.rules.one.to', /Invalid option/],
    [
      'a form that takes no answer and is overdue',
      withRule({ about: 'forms', moment: 'overdue' }),
      'reminders.rules.one.moment',
      'a closed form takes no answer, so it is never overdue',
    ],
    [
      'a reminder at the closing of a form that takes no answer then',
      edited('participantForms/reminders', ['at-closing']),
      'participantForms.reminders',
      'a closed form takes no answer, so nobody is reminded of it at its closing',
    ],
    [
      'an escalation of what is not overdue',
      withRule({ escalation: [{ after: { days: 1 }, to: 'monitor' }] }),
      'reminders.rules.one.escalation',
      'only what is overdue is escalated',
    ],
    [
      'steps that do not follow each other',
      withRule({
        moment: 'overdue',
        escalation: [
          { after: { days: 2 }, to: 'investigator' },
          { after: { hours: 48 }, to: 'monitor' },
        ],
      }),
      'reminders.rules.one.escalation',
      'each step must come after the one before it',
    ],
    [
      'an escalation to the participant',
      withRule({ moment: 'overdue', escalation: [{ after: { days: 1 }, to: 'participant' }] }),
      'reminders.rules.one.escalation.0.to',
      /Invalid option/,
    ],
  ])('%s is refused where it stands', (_, data, field, text) => {
    expect(findingsOf(data)).toContainEqual({
      field,
      rule: typeof text === 'string' ? text : expect.stringMatching(text),
    });
  });

  it('may be left out', () => {
    const without = edited('assumptions/reminders', undefined, edited('reminders', undefined));
    expect(findingsOf(without)).toEqual([]);
    expect(reminderRulesOf(trialFrom(without, goodName)).map(({ code }) => code)).toEqual([
      'participantForms.at-opening',
      'participantForms.day-before-closing',
    ]);
  });

  it('are those of the section and those the participants’ forms ask for', () => {
    expect(
      reminderRulesOf(readTrial(goodText, goodName)).map(({ code, moment, by }) => ({ code, moment, by })),
    ).toEqual(
      expect.arrayContaining([
        { code: 'visit-overdue', moment: 'overdue', by: undefined },
        { code: 'participantForms.at-opening', moment: 'at-opening', by: undefined },
        { code: 'participantForms.day-before-closing', moment: 'before-closing', by: { days: 1 } },
      ]),
    );
  });
});
