import { isVisitOf, mayOverlap } from './whose-visit.js';

describe('whose visit it is', () => {
  it('is everybody’s when no arm is named', () => {
    for (const masked of [true, false]) expect(isVisitOf({}, masked, null)).toBe(true);
  });

  it('is everybody’s in a masked trial, whatever is named', () => {
    for (const arm of [null, 'a', 'b']) expect(isVisitOf({ arms: ['a'] }, true, arm)).toBe(true);
  });

  it('is the named arms’ in an open trial, and nobody’s before the arm is known', () => {
    expect([null, 'a', 'b'].map((arm) => isVisitOf({ arms: ['a'] }, false, arm))).toEqual([false, true, false]);
  });

  it('lets visits share days only when nobody can have both', () => {
    expect(mayOverlap({ arms: ['a'] }, { arms: ['b'] }, false)).toBe(true);
    expect(mayOverlap({ arms: ['a'] }, { arms: ['b'] }, true)).toBe(false);
    expect(mayOverlap({ arms: ['a'] }, { arms: ['a', 'b'] }, false)).toBe(false);
    expect(mayOverlap({ arms: ['a'] }, {}, false)).toBe(false);
  });
});
