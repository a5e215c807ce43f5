import { edited, findingsOf, goodData, goodName } from '../test/edited-trial.js';
import { assessmentsAt } from './assessments-at.js';
import { visitsIfNeverTreated } from './if-never-treated.js';
import { trialFrom } from './load-trial.js';

const { visits } = goodData as { visits: object[] };
const days = (before: number, after: number) => ({ before, after, unit: 'days' });
const call = (code: string, from: string) => ({
  ...{ code, name: 'Call', phase: 'follow-up', countedFrom: { visit: from }, offset: { days: 2 }, window: days(0, 1) },
});
const codesOf = (data: unknown) => visitsIfNeverTreated(trialFrom(data, goodName)).map(({ code }) => code);
/** The good file without the section; a file says where each value comes from, so that goes with it. */
const without = (data: unknown) =>
  edited('assumptions/ifNeverTreated', undefined, edited('ifNeverTreated', undefined, data));
const saying = (section: object, data = goodData) =>
  findingsOf(edited('ifNeverTreated', section, data)).map(({ field, rule }) => `${field}: ${rule}`);

describe('whoever is never treated', () => {
  it('has the visits the file names, in its order', () => {
    expect(codesOf(goodData)).toEqual(['W04', 'W12', 'W24', 'W52']);
    expect(codesOf(edited('ifNeverTreated/visits', ['W52', 'W02']))).toEqual(['W02', 'W52']);
  });

  it('has every visit after treatment where it names none, but for those that count from one with a dose', () => {
    const calls = [call('C1', 'W02'), call('C2', 'C1'), call('C3', 'D0'), call('C4', 'C3'), call('C5', 'BL')];
    const leaving = {
      code: 'ET',
      name: 'Leaving',
      phase: 'early-termination',
      offset: { days: 0 },
      window: days(0, 9),
    };
    const expected = ['H48', 'W02', 'W04', 'W08', 'W12', 'W24', 'W52', 'C1', 'C2', 'ET'];
    const more = edited('visits', [...visits, ...calls, leaving]);
    expect(codesOf(without(more))).toEqual(expected);
    expect(codesOf(edited('ifNeverTreated/visits', undefined, more))).toEqual(expected);
  });

  it('has a cycle written out', () => {
    const cycle = { ...call('M', 'W02'), countedFrom: undefined, offset: { days: 200 } };
    const repeats = { every: { days: 7 }, times: 2 };
    const data = edited('visits', [...visits, JSON.parse(JSON.stringify({ ...cycle, repeats })) as object]);
    expect(codesOf(edited('ifNeverTreated/visits', ['M'], data))).toEqual(['M-1', 'M-2']);
  });

  it('is assessed for what the file names, and for nothing where it does not', () => {
    const at = (data: unknown, code: string) =>
      assessmentsAt(trialFrom(data, goodName), code, { contactOnly: true }).map(({ assessment }) => assessment.code);
    expect(at(goodData, 'W12')).toEqual(['adverse-event-review']);
    expect(at(edited('ifNeverTreated/assessments', ['pain', 'vital-signs']), 'W12')).toEqual(['vital-signs', 'pain']);
    expect(at(without(goodData), 'W12')).toEqual([]);
  });
});

describe('a section about those never treated is refused for', () => {
  it.each<[string, object, string]>([
    ['a visit there is not', { visits: ['W99'], assessments: [] }, 'ifNeverTreated.visits: there is no visit W99'],
    [
      'a visit of treatment',
      { visits: ['D0'], assessments: [] },
      'ifNeverTreated.visits: D0 is not a visit after treatment',
    ],
    [
      'a visit before treatment',
      { visits: ['BL'], assessments: [] },
      'ifNeverTreated.visits: BL is not a visit after treatment',
    ],
    ['a visit named twice', { visits: ['W04', 'W04'], assessments: [] }, 'ifNeverTreated.visits: W04 is there twice'],
    [
      'an assessment there is not',
      { visits: ['W04'], assessments: ['palm-reading'] },
      'ifNeverTreated.assessments: there is no assessment palm-reading',
    ],
    [
      'an assessment named twice',
      { visits: ['W04'], assessments: ['pain', 'pain'] },
      'ifNeverTreated.assessments: pain is there twice',
    ],
    [
      'no visit at all',
      { visits: [], assessments: [] },
      'ifNeverTreated.visits: Too small: expected array to have >=1 items',
    ],
  ])('%s', (_, section, finding) => {
    expect(saying(section)).toContain(finding);
  });

  it('a visit that counts from one that is not held', () => {
    const data = edited('visits', [...visits, call('C1', 'W02')]);
    const finding = 'ifNeverTreated.visits: C1 counts from W02, which is not held';
    expect(saying({ visits: ['C1'], assessments: [] }, data)).toContain(finding);
    expect(saying({ visits: ['C1', 'W02'], assessments: [] }, data)).toEqual([]);
  });
});
