import fc from 'fast-check';
import { alertsIn, refuseSilentAlerts, setOffTheSame, type AlertRule } from './alerts.js';
import { checkAnswers } from './check-answers.js';
import type { Instrument } from './instrument.js';
import { instrumentOf } from './instruments/catalogue.js';

const pain = instrumentOf('pain-vas', 'hand.24h');
const PAIN = 'pain.hand.24h.vas';
const severe: AlertRule = { code: 'severe-pain', of: PAIN, from: 90 };
const marked = (value: number | null) => checkAnswers(pain, { [PAIN]: value }, 'participant');
const codesOf = (instrument: Instrument, rules: readonly AlertRule[], value: number | null) =>
  alertsIn(instrument, rules, marked(value)).map(({ code }) => code);

describe('an alert', () => {
  it('is set off by its bound and everything worse, and by nothing better', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (value, from) => {
        expect(codesOf(pain, [{ ...severe, from }], value)).toEqual(value >= from ? ['severe-pain'] : []);
        const better: Instrument = { ...pain, direction: 'higher-is-better' };
        expect(codesOf(better, [{ ...severe, from }], value)).toEqual(value <= from ? ['severe-pain'] : []);
      }),
    );
  });

  it('is not set off by what was left open, however low its bound', () => {
    expect(codesOf(pain, [{ ...severe, from: 0 }], null)).toEqual([]);
  });

  it('looks at a score or at an item, and names the item', () => {
    const haq = instrumentOf('haq-di', 'stanford-20');
    const answers = checkAnswers(haq, { i1: 3, i3: 3, i5: 3, i8: 3, i10: 3, i13: 3, i15: 0, i18: 0 }, 'participant');
    const rules = [
      { code: 'disabled', of: 'haq-di.standard', from: 2.25 },
      { code: 'more-disabled', of: 'haq-di.standard', from: 2.26 },
      { code: 'cannot-dress', of: 'i1', from: 3 },
      { code: 'cannot-grip', of: 'i15', from: 3 },
    ];
    expect(alertsIn(haq, rules, answers)).toEqual([
      { code: 'disabled', weight: 'alert', items: [] },
      { code: 'cannot-dress', weight: 'alert', items: ['i1'] },
    ]);
  });

  it('is the same as before where the same rules are set off', () => {
    const flag = (code: string) => ({ code, weight: 'alert' as const, items: [] });
    expect(setOffTheSame([], [])).toBe(true);
    expect(setOffTheSame([flag('a')], [flag('a')])).toBe(true);
    expect(setOffTheSame([flag('a')], [])).toBe(false);
    expect(setOffTheSame([], [flag('a')])).toBe(false);
    expect(setOffTheSame([flag('a')], [flag('b')])).toBe(false);
  });

  it.each<[string, Partial<AlertRule>]>([
    ['what the instrument does not have', { of: 'pain.hand.week.vas' }],
    ['more than there is', { from: 101 }],
    ['less than there is', { from: -1 }],
  ])('that looks at %s would never fire, and is refused', (_, change) => {
    expect(() => {
      refuseSilentAlerts(pain, [severe, { ...severe, ...change }]);
    }).toThrow(expect.objectContaining({ code: 'alert-never-fires' }));
  });

  it('may have any bound the instrument reaches, and may not look at boxes to tick', () => {
    const haq = instrumentOf('haq-di', 'stanford-20');
    const rule = (of: string, from: number) => () => {
      refuseSilentAlerts(haq, [{ code: 'x', of, from }]);
    };
    for (const reached of [rule('haq-di.standard', 0), rule('haq-di.standard', 3), rule('i1', 0), rule('i1', 3)])
      expect(reached).not.toThrow();
    expect(rule('i1', 4)).toThrow('alert-never-fires');
    expect(rule('aids1', 1)).toThrow('alert-never-fires');
  });
});
