import { edited, goodData, goodName } from '../test/edited-trial.js';
import { trialFrom } from './load-trial.js';

const monthly = {
  code: 'M',
  name: 'Monthly',
  phase: 'follow-up',
  offset: { days: 200 },
  window: { before: 3, after: 3, unit: 'days' },
  repeats: { every: { days: 28 }, times: 3 },
};
const { visits, assessments } = goodData as { visits: object[]; assessments: { code: string; required: string[] }[] };

describe('a visit that repeats', () => {
  const withCycle = edited('visits', [...visits, monthly]);
  const matrix = assessments.map((row) => (row.code === 'pain' ? { ...row, required: [...row.required, 'M'] } : row));
  const trial = trialFrom(edited('assessments', matrix, withCycle), goodName);

  it('is written out, round by round, counted from the same moment', () => {
    const rounds = trial.visits.filter(({ code }) => code.startsWith('M-'));
    expect(rounds.map(({ code, name, offset }) => ({ code, name, offset }))).toEqual([
      { code: 'M-1', name: 'Monthly (1 of 3)', offset: { days: 200 } },
      { code: 'M-2', name: 'Monthly (2 of 3)', offset: { days: 228 } },
      { code: 'M-3', name: 'Monthly (3 of 3)', offset: { days: 256 } },
    ]);
    expect(rounds.every((round) => !('repeats' in round))).toBe(true);
  });

  it('takes its rows of the matrix along', () => {
    expect(trial.assessments.find(({ code }) => code === 'pain')?.required).toEqual([
      ...(assessments.find(({ code }) => code === 'pain')?.required ?? []),
      'M-1',
      'M-2',
      'M-3',
    ]);
  });

  it('leaves every other visit as it is written', () => {
    expect(trial.visits.slice(0, visits.length).map(({ code }) => code)).toEqual(
      (visits as { code: string }[]).map(({ code }) => code),
    );
  });
});
