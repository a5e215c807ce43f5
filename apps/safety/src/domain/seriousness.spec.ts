import { isFatalOrLifeThreatening, isSerious, seriousnessCriteria, seriousnessWarnings } from './seriousness.js';

describe('seriousness', () => {
  it('comes with any single criterion, medically important included', () => {
    expect(seriousnessCriteria.filter((criterion) => !isSerious([criterion]))).toEqual([]);
    expect(seriousnessCriteria).toHaveLength(6);
  });

  it('does not come without one', () => {
    expect(isSerious([])).toBe(false);
  });

  it('is fatal or life-threatening for the seven-day clock by two criteria only', () => {
    expect(seriousnessCriteria.filter((criterion) => isFatalOrLifeThreatening([criterion]))).toEqual([
      'death',
      'life-threatening',
    ]);
  });
});

describe('seriousness beside the grade', () => {
  it.each([
    [['death'], 5, []],
    [['death'], 4, ['death-without-grade-5']],
    [['death'], 3, ['death-without-grade-5']],
    [['life-threatening'], 4, []],
    [['life-threatening'], 2, ['life-threatening-below-grade-4']],
    [['hospitalisation'], 4, ['grade-4-without-life-threatening']],
    [['hospitalisation'], 3, []],
    [['hospitalisation'], 1, []],
    [[], 4, ['grade-4-without-life-threatening', 'grade-3-or-more-not-serious']],
    [[], 3, ['grade-3-or-more-not-serious']],
    [[], 2, []],
    [['death'], null, []],
  ] as const)('%j with grade %s raises %j', (criteria, grade, warnings) => {
    expect(seriousnessWarnings(criteria, grade)).toEqual(warnings);
  });
});
