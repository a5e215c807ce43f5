import fc from 'fast-check';
import { criteriaFor } from './ctcae/criteria.js';
import { gradeLabResult } from './ctcae/grade-lab-result.js';
import type { Grading } from './ctcae/grading.js';
import {
  answerOf,
  compareStatements,
  isAnotherAnswer,
  isNewest,
  isWorseThanKnown,
  type Statement,
} from './result-grading.js';

function alt(number: number, comparator: '=' | '>' = '=', high?: number): Grading {
  const [grading] = gradeLabResult(
    { value: { comparator, number, unit: 'U/L' }, range: high === undefined ? {} : { high } },
    criteriaFor('4.03', 'ALT'),
    'worst',
  );
  if (!grading) throw new Error('no criterion for ALT');
  return grading;
}

const stated = (resultVersion: number, statement: number): Statement => ({ resultVersion, statement });
const statement = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
  .map(([a, b]) => stated(a, b));

describe('statements of a result', () => {
  it('are ordered by the version of the result, and then by how often it was restated', () => {
    expect([stated(2, 1), stated(1, 9), stated(1, 3)].sort(compareStatements)).toEqual([
      stated(1, 3),
      stated(1, 9),
      stated(2, 1),
    ]);
  });

  it('act in whatever order they are heard: the last one that acts is the newest of all', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), (heard) => {
        const acted = heard.filter((each, index) => isNewest(each, heard.slice(0, index))).at(-1);
        const [newest] = [...heard].sort((a, b) => compareStatements(b, a));
        expect(acted && newest && compareStatements(acted, newest)).toBe(0);
      }),
    );
  });
});

describe('the answer of a grading', () => {
  it.each([
    [alt(300, '=', 40), { lowest: 3, highest: 3 }],
    [alt(30, '=', 40), { lowest: 0, highest: 0 }],
    [alt(500, '>', 40), { lowest: 3, highest: 4 }],
    [alt(300), { lowest: null, highest: null }],
  ])('is an interval of grades, or none', (grading, answer) => {
    expect(answerOf(grading)).toEqual(answer);
  });

  it('is another one when the interval differs or the reason why there is none, whatever was used', () => {
    expect(isAnotherAnswer(alt(300, '=', 40), alt(310, '=', 40))).toBe(false);
    expect(isAnotherAnswer(alt(300, '=', 40), alt(130, '=', 40))).toBe(true);
    expect(isAnotherAnswer(alt(500, '>', 40), alt(300, '=', 40))).toBe(true);
    expect(isAnotherAnswer(alt(300), alt(30, '=', 40))).toBe(true);
    expect(isAnotherAnswer(alt(300), { ...alt(300), outcome: 'not-gradable', reason: 'unit-unknown' })).toBe(true);
  });

  it('asks again what was refuted only when it is higher than everything on record', () => {
    const refuted = [alt(130, '=', 40), alt(300, '=', 40)];
    expect(isWorseThanKnown(alt(900, '=', 40), refuted)).toBe(true);
    expect(isWorseThanKnown(alt(250, '=', 40), refuted)).toBe(false);
    expect(isWorseThanKnown(alt(30, '=', 40), [])).toBe(false);
    expect(isWorseThanKnown(alt(900), refuted)).toBe(false);
    expect(isWorseThanKnown(alt(130, '=', 40), [alt(300)])).toBe(true);
  });
});
