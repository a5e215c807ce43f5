import { checkAnswers } from '../../check-answers.js';
import { scoreAnswers } from '../../score-answers.js';
import { instrumentOf } from '../catalogue.js';

const pain = instrumentOf('pain-vas', 'ulcer.24h');
const item = 'pain.ulcer.24h.vas';
const valueOf = (raw: unknown) =>
  scoreAnswers(pain, 'nl', checkAnswers(pain, { [item]: raw }, 'participant')).map(({ code, value }) => [code, value]);

describe('the pain line', () => {
  it('keeps the position as marked, fractions included', () => {
    expect(valueOf(37.25)).toEqual([[item, 37.25]]);
  });

  it('tells a touched 0 from an untouched line', () => {
    expect(valueOf(0)).toEqual([[item, 0]]);
    expect(valueOf(null)).toEqual([[item, null]]);
  });

  it.each([-0.1, 100.1, Number.NaN, Infinity])('refuses %s mm', (position) => {
    expect(() => valueOf(position)).toThrow('answer-out-of-range');
  });

  it('keeps location and recall in the version, so that values of different lines are never pooled', () => {
    expect(instrumentOf('pain-vas', 'hand.week').items.map(({ code }) => code)).toEqual(['pain.hand.week.vas']);
  });
});
