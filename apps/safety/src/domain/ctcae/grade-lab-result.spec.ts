import { criteriaFor, criterionById } from './criteria.js';
import type { Comparison } from './criterion.js';
import type { GradableResult, Grading, UnknownFactPolicy } from './grading.js';
import { gradeByCriterion, gradeLabResult } from './grade-lab-result.js';

type Given = Partial<Omit<GradableResult, 'value'>> & {
  readonly unit?: string;
  readonly comparator?: Comparison;
  readonly policy?: UnknownFactPolicy;
};

function grading(criterionId: string, number: number, given: Given = {}): Grading {
  const { unit = '', comparator = '=', policy = 'worst', ...rest } = given;
  const criterion = criterionById(criterionId);
  if (!criterion) throw new Error(`no criterion ${criterionId}`);
  return gradeByCriterion({ range: {}, ...rest, value: { number, comparator, unit } }, criterion, policy);
}

/** The answer as a reader would write it: `2`, `3..4`, or the reason for no grade. */
function answer(criterionId: string, number: number, given: Given = {}): number | string {
  const result = grading(criterionId, number, given);
  switch (result.outcome) {
    case 'graded':
      return result.grade;
    case 'range':
      return `${result.atLeast}..${result.atMost}`;
    case 'not-gradable':
      return result.reason;
  }
}

const alt = '4.03/alanine-aminotransferase-increased';
const alt5 = '5.0/alanine-aminotransferase-increased';
const alt6 = '6.0/alanine-aminotransferase-increased';
const creatinine = '4.03/creatinine-increased';
const anemia = '4.03/anemia';

describe('ALT in CTCAE 4.03', () => {
  it.each([
    [40, 0],
    [40.0001, 1],
    [120, 1],
    [120.0001, 2],
    [200, 2],
    [200.0001, 3],
    [800, 3],
    [800.0001, 4],
  ])('grades %d U/L with an upper limit of 40 as %d: upper ends belong to the lower grade', (value, expected) => {
    expect(answer(alt, value, { unit: 'U/L', range: { high: 40 } })).toBe(expected);
  });

  it('compares at 15 significant digits, so that a computed 2.0999999999999996 or 120.30000000000001 is 3 x ULN', () => {
    expect(answer(alt, 2.1, { unit: 'ukat/L', range: { high: 0.7 } })).toBe(1);
    expect(answer(alt, 2.10001, { unit: 'ukat/L', range: { high: 0.7 } })).toBe(2);
    expect(answer(alt, 120.3, { unit: 'U/L', range: { high: 40.1 } })).toBe(1);
    expect(answer(alt, 120.30000000000001, { unit: 'U/L', range: { high: 40.1 } })).toBe(1);
    expect(answer(alt, 120.300000001, { unit: 'U/L', range: { high: 40.1 } })).toBe(2);
  });

  it('is not gradable without an upper limit, and an upper limit of 0 is none', () => {
    expect(answer(alt, 500, { unit: 'U/L' })).toBe('upper-limit-missing');
    expect(answer(alt, 500, { unit: 'U/L', range: { high: 0 } })).toBe('upper-limit-missing');
  });

  it('shows the bounds it used with the numbers they stood for', () => {
    expect(grading(alt, 130, { unit: 'U/L', range: { low: 5, high: 40 } })).toMatchObject({
      outcome: 'graded',
      grade: 2,
      criterion: '4.03/alanine-aminotransferase-increased',
      version: '4.03',
      term: 'alanine-aminotransferase-increased',
      organClass: 'Investigations',
      direction: 'high',
      unitSet: null,
      bounds: [
        { x: 'value', op: '>', bound: '3 x ULN', number: 120 },
        { x: 'value', op: '<=', bound: '5 x ULN', number: 200 },
      ],
      inputs: { value: { number: 130, comparator: '=', unit: 'U/L' }, range: { low: 5, high: 40 } },
      assumptions: [],
    });
  });
});

describe('ALT with a raised baseline', () => {
  const raised = { number: 60, unit: 'U/L', status: 'high' } as const;
  const given = { unit: 'U/L', range: { high: 40 }, baseline: raised };

  it.each([
    [85, 0],
    [90, 1],
    [180, 1],
    [180.1, 2],
    [300, 2],
    [300.1, 3],
    [1200, 3],
    [1200.1, 4],
  ])('is graded from the baseline in 5.0: %d U/L over 60 is grade %d', (value, expected) => {
    expect(answer(alt5, value, given)).toBe(expected);
  });

  it('does not need the current upper limit, but does need the value of the baseline', () => {
    expect(answer(alt5, 90, { unit: 'U/L', baseline: raised })).toBe(1);
    expect(answer(alt5, 90, { unit: 'U/L', range: { high: 40 }, baseline: { status: 'high' } })).toBe(
      'baseline-missing',
    );
  });

  it('refuses a baseline in another unit instead of comparing across units', () => {
    const elsewhere = { number: 1, unit: 'ukat/L', status: 'high' } as const;
    expect(answer(alt5, 90, { unit: 'U/L', range: { high: 40 }, baseline: elsewhere })).toBe('baseline-unit-differs');
  });

  it('counts a missing baseline as normal and says so', () => {
    expect(grading(alt5, 130, { unit: 'U/L', range: { high: 40 } })).toMatchObject({
      grade: 2,
      assumptions: ['baseline-assumed-normal'],
    });
  });

  it('grades an unchanged raised baseline 1 in 6.0 and 0 in 5.0', () => {
    expect(answer(alt6, 60, given)).toBe(1);
    expect(answer(alt5, 60, given)).toBe(0);
  });

  it('leaves grade 2 or 3 open in 6.0 where the baseline was above five times its own upper limit', () => {
    const veryHigh = { number: 210, unit: 'U/L', status: 'high', range: { high: 40 } } as const;
    const capped = { unit: 'U/L', range: { high: 40 }, baseline: veryHigh };
    expect(answer(alt6, 630, capped)).toBe('2..3');
    expect(answer(alt6, 420, capped)).toBe(2);
    expect(answer(alt6, 841, capped)).toBe(4);
    expect(answer(alt6, 600, { ...capped, baseline: { ...veryHigh, number: 200 } })).toBe(3);
  });

  it('differs between versions for one and the same rise: 3.2 x ULN over 1.4 x ULN', () => {
    const rise = { unit: 'U/L', range: { high: 40 }, baseline: { number: 56, unit: 'U/L', status: 'high' } } as const;
    expect(answer(alt, 128, rise)).toBe(2);
    expect(answer(alt5, 128, rise)).toBe(1);
  });
});

describe('haemoglobin', () => {
  it.each([
    ['g/L', 135, { low: 130 }, 0],
    ['g/L', 130, { low: 130 }, 0],
    ['g/L', 129.9, { low: 130 }, 1],
    ['g/L', 100, { low: 130 }, 1],
    ['g/L', 99.9, { low: 130 }, 2],
    ['g/L', 80, { low: 130 }, 2],
    ['g/L', 79.9, { low: 130 }, 3],
    ['g/L', 20, { low: 130 }, 3],
    ['mmol/L', 8, { low: 8.1 }, 1],
    ['mmol/L', 6.2, { low: 8.1 }, 1],
    ['mmol/L', 6.1, { low: 8.1 }, 2],
    ['mmol/L', 4.93, { low: 8.1 }, 2],
    ['mmol/L', 4.89, { low: 8.1 }, 3],
    ['g/dL', 8, { low: 13 }, 2],
    ['g/dL', 7.95, { low: 13 }, 3],
  ])('is graded in its own unit and never reaches 4 by number: %s %d is grade %#', (unit, value, range, expected) => {
    expect(answer(anemia, value, { unit, range })).toBe(expected);
  });

  it('is decided by an absolute band when the lower limit is missing, and is not gradable above it', () => {
    expect(answer(anemia, 79, { unit: 'g/L' })).toBe(3);
    expect(answer(anemia, 100, { unit: 'g/L' })).toBe('lower-limit-missing');
  });

  it('keeps anemia and hemoglobin increased apart', () => {
    const result: GradableResult = {
      value: { comparator: '=', number: 185, unit: 'g/L' },
      range: { low: 130, high: 170 },
    };
    const answers = gradeLabResult(result, criteriaFor('4.03', 'haemoglobin'), 'worst');
    expect(answers.map(({ term, direction }) => [term, direction])).toEqual([
      ['anemia', 'low'],
      ['hemoglobin-increased', 'high'],
    ]);
    expect(answers.map((one) => (one.outcome === 'graded' ? one.grade : one.outcome))).toEqual([0, 1]);
  });

  it('counts a rise from a baseline that was itself above its limit in 4.03', () => {
    const increased = '4.03/hemoglobin-increased';
    const high = { number: 180, unit: 'g/L', status: 'high' } as const;
    expect(answer(increased, 205, { unit: 'g/L', range: { high: 170 }, baseline: high })).toBe(2);
    expect(answer(increased, 195, { unit: 'g/L', range: { high: 170 }, baseline: high })).toBe(1);
    expect(answer(increased, 195, { unit: 'g/L', range: { high: 170 } })).toBe(2);
  });
});

describe('creatinine', () => {
  const given = {
    unit: 'umol/L',
    range: { low: 45, high: 90 },
    baseline: { number: 70, unit: 'umol/L', status: 'normal' },
  } as const;

  it('is grade 1 in 4.03 for any rise over the baseline, marked as inside the reference range', () => {
    expect(grading(creatinine, 71, given)).toMatchObject({ grade: 1, assumptions: ['inside-reference-range'] });
    expect(answer(creatinine, 70, given)).toBe(0);
    expect(answer('5.0/creatinine-increased', 71, given)).toBe(0);
  });

  it.each([
    [105, 1],
    [105.1, 2],
    [210, 2],
    [210.1, 3],
    [540, 3],
    [540.1, 4],
  ])('takes the worse of baseline and limit: %d umol/L over 70 with limit 90 is grade %d', (value, expected) => {
    expect(answer(creatinine, value, given)).toBe(expected);
  });

  it('has no baseline branch in grade 4', () => {
    expect(
      answer(creatinine, 71, { ...given, range: { high: 90 }, baseline: { number: 7, unit: 'umol/L', status: 'low' } }),
    ).toBe(3);
  });

  it('is not gradable within limits when the baseline is missing, because the baseline branch is not excluded', () => {
    expect(answer(creatinine, 80, { unit: 'umol/L', range: { high: 90 } })).toBe('baseline-missing');
    expect(answer('5.0/creatinine-increased', 80, { unit: 'umol/L', range: { high: 90 } })).toBe('baseline-missing');
  });

  it('keeps the grade of the limit when the baseline is missing, and says that a higher one is not excluded', () => {
    expect(grading(creatinine, 140, { unit: 'umol/L', range: { high: 90 } })).toMatchObject({
      grade: 2,
      assumptions: ['higher-grade-not-excluded-baseline-missing'],
    });
  });

  it('refuses umol/L against a baseline in mg/dL', () => {
    const baseline = { number: 0.8, unit: 'mg/dL', status: 'normal' } as const;
    expect(answer(creatinine, 80, { unit: 'umol/L', range: { high: 90 }, baseline })).toBe('baseline-unit-differs');
  });

  it('uses the baseline in 6.0 only where it was below its own lower limit, and the limit beside it always', () => {
    const low = { number: 30, unit: 'umol/L', status: 'low' } as const;
    expect(answer('6.0/creatinine-increased', 80, { ...given, baseline: low })).toBe(2);
    expect(answer('6.0/creatinine-increased', 80, { ...given, baseline: { ...low, status: 'normal' } })).toBe(0);
    expect(answer('6.0/creatinine-increased', 300, { ...given, baseline: { ...low, number: 120 } })).toBe(3);
  });
});

describe('results with a comparator', () => {
  it('are graded over the whole open interval', () => {
    expect(answer('4.03/cpk-increased', 1000, { unit: 'U/L', comparator: '>', range: { high: 150 } })).toBe('3..4');
    expect(answer('4.03/cpk-increased', 1500, { unit: 'U/L', comparator: '>', range: { high: 150 } })).toBe(4);
    expect(answer('4.03/cpk-increased', 20, { unit: 'U/L', comparator: '<', range: { high: 150 } })).toBe(0);
    expect(answer('4.03/platelet-count-decreased', 25, { unit: '10*9/L', comparator: '<', range: { low: 150 } })).toBe(
      4,
    );
    expect(answer('4.03/platelet-count-decreased', 50, { unit: '10*9/L', comparator: '<', range: { low: 150 } })).toBe(
      '3..4',
    );
  });

  it('hold their end with `<=` and `>=`, and not with `<` and `>`', () => {
    const platelets = { unit: '10*9/L', range: { low: 150 } };
    const [count, alt3] = ['4.03/platelet-count-decreased', { unit: 'U/L', range: { high: 40.1 } }] as const;
    expect(answer(count, 25, { ...platelets, comparator: '<' })).toBe(4);
    expect(answer(count, 25, { ...platelets, comparator: '<=' })).toBe('3..4');
    expect(answer(alt, 802, { ...alt3, comparator: '>' })).toBe(4);
    expect(answer(alt, 802, { ...alt3, comparator: '>=' })).toBe('3..4');
    expect(answer(anemia, 0, { unit: 'g/L', comparator: '<=' })).toBe(3);
  });

  it('end where 15 digits end: above 120.3 is above 3 x 40.1', () => {
    const given = { unit: 'U/L', range: { high: 40.1 } };
    expect(answer(alt, 120.3, { ...given, comparator: '>' })).toBe('2..4');
    expect(answer(alt, 120.3, { ...given, comparator: '>=' })).toBe('1..4');
  });

  it('have no answer when part of the interval has none', () => {
    expect(answer(anemia, 90, { unit: 'g/L', comparator: '>' })).toBe('lower-limit-missing');
  });
});

describe('a change in percent that somebody else counted', () => {
  const [fibrinogen, given] = ['4.03/fibrinogen-decreased', { unit: 'g/L', range: { low: 1 } }] as const;

  it('stands in for the baseline it was counted from, with its sign', () => {
    expect(answer(fibrinogen, 2, { ...given, percentChange: -25 })).toBe(2);
    expect(answer(fibrinogen, 2, { ...given, percentChange: -24.9 })).toBe(1);
    expect(answer(fibrinogen, 2, { ...given, percentChange: 30 })).toBe(0);
    expect(answer('4.03/weight-gain', 80, { unit: 'kg', percentChange: 20 })).toBe(3);
    expect(answer('4.03/weight-loss', 80, { unit: 'kg', percentChange: 20 })).toBe(0);
  });

  it('gives way to a baseline, and is no baseline where multiples or distances are asked', () => {
    const baseline = { number: 2, unit: 'g/L', status: 'normal' } as const;
    expect(answer(fibrinogen, 2, { ...given, baseline, percentChange: -80 })).toBe(0);
    expect(answer(creatinine, 80, { unit: 'umol/L', range: { high: 90 }, percentChange: 20 })).toBe('baseline-missing');
  });
});

describe('units', () => {
  const platelets = '4.03/platelet-count-decreased';

  it.each(['10*9/L', '10^9/L', '10*3/uL', '10^3/µL', 'K/uL', 'G/L', ' 10^9 / l '])(
    'reads %s as 10^9 per litre',
    (unit) => {
      expect(answer(platelets, 60, { unit, range: { low: 150 } })).toBe(2);
    },
  );

  it('never takes another exponent or volume for a spelling', () => {
    expect(answer(platelets, 60, { unit: '10^3/mL', range: { low: 150 } })).toBe(4);
    expect(answer(platelets, 60, { unit: '10^8/L', range: { low: 150 } })).toBe('unit-unknown');
    expect(answer(platelets, 60, { unit: 'g/L', range: { low: 150 } })).toBe('unit-unknown');
  });

  it('grades phosphate in the printed ladder of its unit: one amount, two grades', () => {
    expect(answer('4.03/hypophosphatemia', 1.95, { unit: 'mg/dL', range: { low: 2.5 } })).toBe(3);
    expect(answer('4.03/hypophosphatemia', 0.63, { unit: 'mmol/L', range: { low: 0.8 } })).toBe(2);
  });

  it('converts milliequivalents where no ladder has them: one for sodium, a half for magnesium', () => {
    expect(answer('4.03/hyponatremia', 129, { unit: 'mEq/L', range: { low: 135 } })).toBe(3);
    expect(answer('4.03/hypomagnesemia', 0.9, { unit: 'mEq/L', range: { low: 1.4 } })).toBe(2);
  });

  it('needs no unit for INR and pH', () => {
    expect(answer('5.0/inr-increased', 1.6, { unit: '', facts: { onAnticoagulation: false } })).toBe(2);
    expect(answer('4.03/acidosis', 7.2, { unit: '1', range: { low: 7.35 } })).toBe(3);
  });
});

describe('facts nobody stated', () => {
  const potassium = '5.0/hypokalemia';
  const given = { unit: 'mmol/L', range: { low: 3.5 } };

  it('count by the policy, and the answer carries the assumption', () => {
    expect(grading(potassium, 3.2, { ...given, policy: 'worst' })).toMatchObject({
      grade: 2,
      assumptions: ['symptomaticOrInterventionIndicated-assumed-true'],
    });
    expect(grading(potassium, 3.2, { ...given, policy: 'best' })).toMatchObject({
      grade: 1,
      assumptions: ['symptomaticOrInterventionIndicated-assumed-false'],
    });
    expect(answer(potassium, 3.2, { ...given, policy: 'range' })).toBe('1..2');
  });

  it('do not matter where a number decides alone, and then nothing is assumed', () => {
    expect(grading(potassium, 2.7, given)).toMatchObject({ grade: 3, assumptions: [] });
  });

  it('do not matter once somebody stated them', () => {
    expect(answer(potassium, 3.2, { ...given, facts: { symptomaticOrInterventionIndicated: false } })).toBe(1);
  });

  it('leave no answer where one of them would have none and the others say 0', () => {
    const inr = { unit: '1', range: { high: 1.2 } };
    expect(answer('4.03/inr-increased', 1.1, inr)).toBe('baseline-missing');
    expect(answer('4.03/inr-increased', 1.1, { ...inr, facts: { onAnticoagulation: false } })).toBe(0);
  });

  it('separate symptomatic from asymptomatic lipase in 5.0', () => {
    const lipase = { unit: 'U/L', range: { high: 60 } };
    expect(answer('5.0/lipase-increased', 200, { ...lipase, facts: { symptomatic: false } })).toBe(2);
    expect(answer('5.0/lipase-increased', 200, { ...lipase, facts: { symptomatic: true } })).toBe(3);
    expect(answer('5.0/lipase-increased', 301, { ...lipase, policy: 'range' })).toBe('3..4');
  });
});

describe('what a value cannot say', () => {
  it('is not grade 0: a random glucose above its limit and below grade 3', () => {
    const random = '4.03/hyperglycemia--non-fasting';
    expect(answer(random, 9, { unit: 'mmol/L', range: { high: 7.8 } })).toBe('criterion-does-not-apply');
    expect(answer(random, 7, { unit: 'mmol/L', range: { high: 7.8 } })).toBe(0);
    expect(answer(random, 7, { unit: 'mmol/L' })).toBe('upper-limit-missing');
    expect(answer(random, 14, { unit: 'mmol/L' })).toBe(3);
  });

  it('is not a lower grade: creatinine clearance below 10 belongs to another term', () => {
    const clearance = '6.0/creatinine-clearance-decreased';
    expect(answer(clearance, 9.9, { unit: 'mL/min' })).toBe('criterion-does-not-apply');
    expect(answer(clearance, 25.5, { unit: 'mL/min' })).toBe(3);
    expect(answer(clearance, 49.5, { unit: 'mL/min' })).toBe(2);
    expect(answer(clearance, 50, { unit: 'mL/min' })).toBe(0);
  });

  it('is not invented: leukocytosis has no grade below 100, magnesium no grade 2, QTc no grade 3 from one ECG', () => {
    expect(answer('4.03/leukocytosis', 60, { unit: '10*9/L', range: { high: 10 } })).toBe(0);
    expect(answer('4.03/hypermagnesemia', 1.3, { unit: 'mmol/L', range: { high: 1.1 } })).toBe(3);
    const qtc = '4.03/electrocardiogram-qt-corrected-interval-prolonged';
    expect(answer(qtc, 505, { unit: 'ms', facts: { confirmedOnTwoEcgs: false } })).toBe('2..3');
    expect(answer(qtc, 505, { unit: 'ms', facts: { confirmedOnTwoEcgs: true } })).toBe(3);
  });

  it('is refused where the number cannot be one', () => {
    expect(answer(anemia, -1, { unit: 'g/L' })).toBe('impossible-value');
    expect(answer(anemia, Number.NaN, { unit: 'g/L' })).toBe('impossible-value');
    expect(answer(anemia, 0, { unit: 'g/L', comparator: '<' })).toBe('impossible-value');
  });
});

describe('known mistakes of grading software', () => {
  it.each([
    ['the lower end of hypertriglyceridemia is inclusive', '4.03/hypertriglyceridemia', 1.71, { unit: 'mmol/L' }, 1],
    [
      'hyponatremia has no hole at 129.5 in 5.0',
      '5.0/hyponatremia',
      129.5,
      { unit: 'mmol/L', range: { low: 135 }, facts: { symptomatic: false } },
      2,
    ],
    ['hyponatremia has no hole at 124.5 in 5.0', '5.0/hyponatremia', 124.5, { unit: 'mmol/L', range: { low: 135 } }, 3],
    ['GGT stays grade 3 up to 20 x ULN', '4.03/ggt-increased', 1100, { unit: 'U/L', range: { high: 60 } }, 3],
    [
      'an ejection fraction of 50 is grade 2',
      '4.03/ejection-fraction-decreased',
      50,
      { unit: '%', baseline: { number: 55, unit: '%', status: 'normal' } },
      2,
    ],
    [
      'INR of 5.0 is absolute',
      '5.0/inr-increased',
      1.3,
      { unit: '1', range: { high: 1.4 }, facts: { onAnticoagulation: false } },
      1,
    ],
    [
      'platelets of 20 are grade 4 in 4.03',
      '4.03/platelet-count-decreased',
      20,
      { unit: '10*9/L', range: { low: 150 } },
      4,
    ],
    [
      'platelets of 20 are grade 3 in 6.0, under another term',
      '6.0/thrombocytopenia',
      20,
      { unit: '10*9/L', range: { low: 150 } },
      3,
    ],
    [
      'a fall of fibrinogen counts in 5.0 only below the limit',
      '5.0/fibrinogen-decreased',
      2.5,
      { unit: 'g/L', range: { low: 2 }, baseline: { number: 4, unit: 'g/L', status: 'normal' } },
      0,
    ],
    [
      'corrected calcium is not rounded to the printed digit',
      '4.03/hypercalcemia--corrected-total',
      2.94,
      { unit: 'mmol/L', range: { high: 2.6 } },
      2,
    ],
  ] as const)('%s', (_rule, criterion, value, given, expected) => {
    expect(answer(criterion, value, given)).toBe(expected);
  });
});
