import { instant, instantAt, isAfter, isBefore } from '@trial/kernel';
import fc from 'fast-check';
import { windowOf } from '../visit-window.js';
import { noticesOf, type NoticeRule, type VisitToRemindOf } from './notice.js';
import { isQuiet } from './quiet-hours.js';

const zone = 'Europe/Amsterdam';
const night = { from: '21:00', until: '08:00' };
const week2 = { code: 'W02', offset: { days: 14 }, window: { before: 3, after: 3, unit: 'days' } } as const;
const aVisit = (more: Partial<VisitToRemindOf> = {}): VisitToRemindOf => ({
  ...windowOf(week2, instant('2025-03-18T09:30:00+01:00'), zone),
  id: 'visit-1',
  visitCode: 'W02',
  state: 'planned',
  owesForms: true,
  ...more,
});
const rule = (more: Partial<NoticeRule>): NoticeRule => ({
  code: 'rule',
  about: 'visit',
  to: 'study-nurse',
  moment: 'at-opening',
  escalation: [],
  ...more,
});
const overdue = rule({
  code: 'overdue',
  moment: 'overdue',
  escalation: [
    { after: { days: 2 }, to: 'investigator' },
    { after: { days: 7 }, to: 'monitor' },
  ],
});
const notices = (rules: readonly NoticeRule[], visit = aVisit(), quiet: typeof night | null = night) =>
  noticesOf(visit, rules, () => zone, quiet);
const moments = (rules: readonly NoticeRule[], visit?: VisitToRemindOf) =>
  notices(rules, visit).map(({ momentAt, dueAt }) => [momentAt.toString(), dueAt.toString()]);

describe('notices of a visit', () => {
  // Target 1 April, window 29 March to 4 April; the clocks go forward on 30 March.
  it.each<[string, Partial<NoticeRule>, string, string]>([
    ['days ahead', { moment: 'before-opening', by: { days: 2 } }, '2025-03-26T23:00:00Z', '2025-03-27T07:00:00Z'],
    ['hours ahead', { moment: 'before-opening', by: { hours: 12 } }, '2025-03-28T11:00:00Z', '2025-03-28T11:00:00Z'],
    ['at the opening', {}, '2025-03-28T23:00:00Z', '2025-03-29T07:00:00Z'],
    [
      'before the closing',
      { moment: 'before-closing', by: { days: 6 } },
      '2025-03-29T23:00:00Z',
      '2025-03-30T06:00:00Z',
    ],
    ['once it is overdue', { moment: 'overdue' }, '2025-04-04T22:00:00Z', '2025-04-05T06:00:00Z'],
    ['days after that', { moment: 'overdue', by: { days: 3 } }, '2025-04-07T22:00:00Z', '2025-04-08T06:00:00Z'],
  ])('%s', (_, more, momentAt, dueAt) => {
    expect(moments([rule(more)])).toEqual([[momentAt, dueAt]]);
  });

  it('count civil days over the night the clocks go forward', () => {
    const visit = aVisit(windowOf(week2, instant('2025-03-20T09:30:00+01:00'), zone));
    expect(visit.opensAt.toString()).toBe('2025-03-30T23:00:00Z'.replace('23', '22'));
    expect(moments([rule({ moment: 'before-opening', by: { days: 2 } })], visit)[0]?.[0]).toBe('2025-03-28T23:00:00Z');
    expect(moments([rule({ moment: 'before-opening', by: { hours: 48 } })], visit)[0]?.[0]).toBe(
      '2025-03-28T22:00:00Z',
    );
  });

  it('escalate step by step from the moment it was overdue, each to somebody else', () => {
    expect(notices([overdue]).map(({ key, momentAt }) => [key, momentAt.toString()])).toEqual([
      ['visit-1:overdue:study-nurse:0', '2025-04-04T22:00:00Z'],
      ['visit-1:overdue:investigator:1', '2025-04-06T22:00:00Z'],
      ['visit-1:overdue:monitor:2', '2025-04-11T22:00:00Z'],
    ]);
  });

  it('of a window in hours are overdue after its last instant', () => {
    const h48 = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } } as const;
    const visit = aVisit(windowOf(h48, instant('2025-03-04T09:30:00Z'), zone));
    expect(moments([rule({ moment: 'overdue' })], visit)).toEqual([
      ['2025-03-07T09:30:00.001Z', '2025-03-07T09:30:00.001Z'],
    ]);
  });

  it('concern the visits a rule names', () => {
    expect(
      notices([rule({ visits: ['W04'] }), rule({ code: 'two', visits: ['W02'] })]).map(({ rule }) => rule),
    ).toEqual(['two']);
  });

  const forms = rule({ code: 'forms', about: 'forms', to: 'participant' });
  it.each<[string, Partial<VisitToRemindOf>, readonly string[]]>([
    ['planned', {}, ['rule', 'forms']],
    ['planned, forms filled in', { owesForms: false }, ['rule']],
    ['done', { state: 'done' }, ['forms']],
    ['missed', { state: 'missed' }, ['forms']],
    ['cancelled', { state: 'cancelled' }, []],
    ['not applicable', { state: 'not-applicable' }, []],
  ])('of a visit %s are about what is left to do', (_, more, rules) => {
    expect(notices([rule({}), forms], aVisit(more)).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('whatever the visit, the rules and the zones', () => {
  const zones = fc.constantFrom('Europe/Amsterdam', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'UTC');
  const span = fc.oneof(fc.record({ hours: fc.nat(200) }), fc.record({ days: fc.nat(20) }));
  const aRule = fc.record({
    code: fc.constantFrom('a', 'b', 'c'),
    about: fc.constantFrom('visit', 'forms'),
    to: fc.constantFrom('participant', 'study-nurse'),
    moment: fc.constantFrom('before-opening', 'at-opening', 'before-closing', 'overdue'),
    by: span,
    escalation: fc.array(fc.record({ after: span, to: fc.constantFrom('investigator', 'monitor') }), { maxLength: 2 }),
  });
  const aWindow = fc
    .record({ second: fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), site: zones, days: fc.nat(400) })
    .map(({ second, site, days }) =>
      windowOf(
        { code: 'V', offset: { days }, window: { before: 3, after: 3, unit: 'days' } },
        instantAt(second * 1000),
        site,
      ),
    );
  const rules = fc.uniqueArray(aRule, { selector: ({ code }) => code, maxLength: 3 });
  const states = fc.constantFrom('planned', 'done', 'missed', 'cancelled', 'not-applicable');

  it('none is due before its moment or in quiet hours, each exists once, and none is about what is done', () => {
    fc.assert(
      fc.property(aWindow, rules, zones, states, fc.boolean(), (window, given, recipient, state, owesForms) => {
        const visit = { ...window, id: 'visit', visitCode: 'V', state, owesForms };
        const found = noticesOf(visit, given, () => recipient, night);
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        for (const { about, momentAt, dueAt, step, rule } of found) {
          expect(isBefore(dueAt, momentAt)).toBe(false);
          expect(isQuiet(dueAt, recipient, night)).toBe(false);
          expect(about === 'visit' ? state === 'planned' : owesForms).toBe(true);
          const reminder = found.find((other) => other.rule === rule && other.step === 0);
          if (step > 0 && reminder) expect(isAfter(reminder.momentAt, momentAt)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
