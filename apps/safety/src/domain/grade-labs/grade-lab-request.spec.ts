import { criteriaOf } from '../ctcae/criteria.js';
import { ctcaeVersions, type CtcaeVersion } from '../ctcae/term.js';
import { exactUnit } from './exact-unit.js';
import { gradeLabRequest } from './grade-lab-request.js';
import { ambiguityPolicies, type AmbiguityPolicy, type LabRequest } from './lab-request.js';

type Given = Omit<LabRequest, 'id' | 'term'> & { readonly version?: CtcaeVersion; readonly policy?: AmbiguityPolicy };

/** The answer as a reader would write it: `2`, `1–2`, or the reason for no grade. */
function answer(term: string, { version = '4.03', policy = 'worst', ...request }: Given): string {
  const said = gradeLabRequest({ id: 1, term, ...request }, version, policy);
  if ('reason' in said) return said.reason;
  return 'grade' in said ? String(said.grade) : `${said.gradeLow}–${said.gradeHigh}`;
}

const under = (term: string, given: Given): readonly string[] =>
  ambiguityPolicies.map((policy) => answer(term, { ...given, policy }));

const ALT = 'Alanine aminotransferase increased';

describe('the examples of the format', () => {
  it.each([
    ['4.03', 'worst', ALT, { value: 120, unit: 'U/L', uln: 40 }, '1'],
    ['4.03', 'worst', ALT, { value: 121, unit: 'U/L', uln: 40 }, '2'],
    ['4.03', 'worst', ALT, { value: 40, unit: 'U/L', uln: 40 }, '0'],
    ['4.03', 'worst', 'Anemia', { value: 79, unit: 'g/L' }, '3'],
    ['4.03', 'worst', 'Anemia', { value: 100, unit: 'g/L' }, 'limit-missing'],
    ['4.03', 'worst', 'Anemia', { value: 110, unit: 'g/L', lln: 120 }, '1'],
    ['4.03', 'worst', 'Hypokalemia', { value: 3.2, unit: 'mmol/L', lln: 3.5 }, '2'],
    ['4.03', 'best', 'Hypokalemia', { value: 3.2, unit: 'mmol/L', lln: 3.5 }, '1'],
    ['4.03', 'range', 'Hypokalemia', { value: 3.2, unit: 'mmol/L', lln: 3.5 }, '1–2'],
    ['4.03', 'worst', 'Hypokalemia', { value: 2.8, unit: 'mmol/L', lln: 3.5 }, '3'],
    ['4.03', 'worst', 'Creatinine increased', { value: 100, unit: 'umol/L', uln: 110, baseline: 80 }, '1'],
    ['4.03', 'worst', 'Hypercalcemia', { variant: 'corrected-total', value: 3.0, unit: 'mmol/L', uln: 2.6 }, '2'],
    ['4.03', 'worst', 'Hyperglycemia', { variant: 'fasting', value: 14.0, unit: 'mmol/L', uln: 6.1 }, '3'],
    ['4.03', 'worst', 'Platelet count decreased', { value: 50, comparator: '<', unit: '10*9/L', lln: 150 }, '4'],
    ['4.03', 'range', 'Platelet count decreased', { value: 50, comparator: '<', unit: '10*9/L', lln: 150 }, '3–4'],
    ['4.03', 'best', 'Platelet count decreased', { value: 50, comparator: '<', unit: '10*9/L', lln: 150 }, '3'],
    ['4.03', 'worst', 'Anemia', { value: 110, unit: 'U/L', lln: 120 }, 'unit-mismatch'],
    ['5.0', 'worst', ALT, { value: 130, unit: 'U/L', uln: 40, baseline: 60, baselineStatus: 'high' }, '1'],
  ] as const)('%s %s: %s %j is %s', (version, policy, term, given, expected) => {
    expect(answer(term, { version, policy, ...given })).toBe(expected);
  });
});

describe('an answer', () => {
  const graded = { id: 'r1', term: 'Anemia', value: 79, unit: 'g/L' } as const;

  it('has one grade, or the two ends of a range, and the criterion', () => {
    expect(gradeLabRequest(graded, '4.03', 'worst')).toEqual({ id: 'r1', grade: 3, criterion: '4.03/anemia' });
    expect(gradeLabRequest(graded, '4.03', 'range')).toEqual({
      ...{ id: 'r1', gradeLow: 3, gradeHigh: 3 },
      criterion: '4.03/anemia',
    });
  });

  it('without a grade says so under every policy, and names the criterion where it is known', () => {
    const none = { id: 'r1', grade: null, reason: 'limit-missing', criterion: '4.03/anemia' };
    expect(gradeLabRequest({ ...graded, value: 100 }, '4.03', 'best')).toEqual(none);
    expect(gradeLabRequest({ ...graded, value: 100 }, '4.03', 'range')).toEqual({
      ...none,
      gradeLow: null,
      gradeHigh: null,
    });
    expect(gradeLabRequest({ ...graded, term: 'Anaemia' }, '4.03', 'worst')).toEqual({
      ...{ id: 'r1', grade: null },
      reason: 'unknown-term',
    });
  });
});

describe('terms', () => {
  it.each([
    ['4.03', 'platelet COUNT decreased', '4'],
    ['6.0', 'Platelet count decreased', 'unknown-term'],
    ['6.0', 'Thrombocytopenia', '3'],
    ['5.0', 'Hyperglycemia', 'not-numeric'],
    ['4.03', 'Headache', 'not-numeric'],
    ['4.03', 'platelet-count-decreased', 'unknown-term'],
  ] as const)('of %s are found by the printed name: %s is %s', (version, term, expected) => {
    expect(answer(term, { version, value: 20, unit: '10*9/L', lln: 150 })).toBe(expected);
  });
});

describe('variants', () => {
  it('of calcium and blood pressure have to be said', () => {
    expect(answer('Hypercalcemia', { value: 3, unit: 'mmol/L', uln: 2.6 })).toBe('fact-missing');
    expect(answer('Hypercalcemia', { value: 3, unit: 'mmol/L', uln: 2.6, variant: 'fasting' })).toBe('fact-missing');
    expect(answer('Hypercalcemia', { value: 1.55, unit: 'mmol/L', uln: 1.3, variant: 'ionized' })).toBe('2');
    expect(answer('Hypertension', { value: 150, unit: 'mm[Hg]' })).toBe('fact-missing');
    expect(answer('Hypertension', { value: 150, unit: 'mmHg', variant: 'systolic' })).toBe('2');
  });

  it('of glucose are random unless said, and say nothing between the limit and grade 3', () => {
    const given = { unit: 'mmol/L', uln: 6.1 };
    expect(answer('Hyperglycemia', { ...given, value: 9 })).toBe('fact-missing');
    expect(answer('Hyperglycemia', { ...given, value: 9, variant: 'fasting' })).toBe('2');
    expect(answer('Hyperglycemia', { ...given, value: 6 })).toBe('0');
    expect(answer('Hyperglycemia', { value: 9, unit: 'mmol/L' })).toBe('limit-missing');
    expect(answer('Hyperglycemia', { value: 14, unit: 'mmol/L' })).toBe('3');
  });

  it('do not matter where a term has one criterion', () => {
    expect(answer('Hypoglycemia', { value: 2.5, unit: 'mmol/L', variant: 'fasting' })).toBe('2');
    expect(answer('Hypoxia', { value: 85, unit: '%' })).toBe('3');
  });
});

describe('units', () => {
  it.each([
    ['Anemia', 79, ['g/L', 'g/l', ' g / L '], ['G/L', 'G/l', 'g/DL', '', 'kg/L']],
    ['Platelet count decreased', 20, ['10*9/L', '10^9/L', '10^9/l', 'x10e9/L', 'G/L', 'K/uL', '10*3/µL'], ['g/L']],
    ['Platelet count decreased', 20_000, ['/uL', '/ul', '/mm3', '10*6/L', '10^3/mL'], ['/UL', '/L', '10*8/L']],
    ['Hyponatremia', 110, ['mmol/L', 'mmol/l', 'mEq/L', 'meq/L'], ['MMOL/L', 'mMol/L', 'MEQ/L']],
    ['Chronic kidney disease', 10, ['mL/min/1.73m2', 'mL/min/{1.73_m2}', 'ml/min/1.73 m2'], ['mL/min']],
    ['Proteinuria', 5, ['g/24h', 'g/(24.h)', 'g/d'], ['mg/24h', 'g/L']],
    ['INR increased', 5, ['', '1', '{INR}'], ['s', '%']],
    ['Acidosis', 7, ['', '1', 'pH', '[pH]'], ['mmol/L']],
    ['Fever', 39.5, ['Cel', '°C'], ['K', 'cel']],
  ] as const)('of %s at %d are %j, and not %j', (term, value, fitting, others) => {
    const given = { value, lln: 1e6, uln: 1e-6, facts: { onAnticoagulation: false } };
    const answers = fitting.map((unit) => answer(term, { ...given, unit }));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^[1-4]$/);
    for (const unit of others) {
      expect(answer(term, { ...given, unit })).toBe(unit === '' ? 'missing-unit' : 'unit-mismatch');
    }
  });

  it('may be any for a ladder of ratios, but one has to be said', () => {
    expect(answer(ALT, { value: 3, unit: 'ukat/L', uln: 0.6 })).toBe('2');
    expect(answer(ALT, { value: 3, uln: 0.6 })).toBe('missing-unit');
    expect(answer(ALT, { value: 3, uln: 0.6, unit: null })).toBe('missing-unit');
  });

  it('of the data are their own spelling, or that of no unit at all', () => {
    const units = ctcaeVersions.flatMap((version) =>
      criteriaOf(version).flatMap(({ unitSets }) => unitSets.flatMap(({ unit }) => unit ?? [])),
    );
    expect(units.filter((unit) => exactUnit(unit) !== unit)).toEqual(
      units.filter((unit) => ['{INR}', '[pH]'].includes(unit)),
    );
  });
});

describe('what is missing', () => {
  it('is a value, a unit, a limit, a baseline, in this order', () => {
    expect(answer('Anemia', { value: null, unit: 'g/L' })).toBe('missing-value');
    expect(answer('Hypercalcemia', { unit: 'mmol/L' })).toBe('missing-value');
    expect(answer('Hypercalcemia', { value: 3 })).toBe('missing-unit');
    expect(answer('Creatinine increased', { value: 80, unit: 'umol/L' })).toBe('limit-missing');
    expect(answer('Creatinine increased', { value: 80, unit: 'umol/L', uln: 0 })).toBe('limit-missing');
    expect(answer('Creatinine increased', { value: 80, unit: 'umol/L', uln: 90 })).toBe('baseline-missing');
    expect(answer('Creatinine increased', { value: 80, unit: 'umol/L', uln: 90, baseline: 0 })).toBe(
      'baseline-missing',
    );
    expect(answer(ALT, { version: '5.0', value: 80, unit: 'U/L', baselineStatus: 'high' })).toBe('baseline-missing');
  });

  it('is the infarction cut-off for a troponin', () => {
    const troponin = { value: 60, unit: 'ng/L', uln: 14 };
    expect(answer('Cardiac troponin T increased', troponin)).toBe('fact-missing');
    expect(answer('Cardiac troponin T increased', { ...troponin, manufacturerMiCutoff: 52 })).toBe('3');
  });

  it('is another term below the last band of the creatinine clearance', () => {
    expect(answer('Creatinine clearance decreased', { version: '6.0', value: 9, unit: 'mL/min' })).toBe('fact-missing');
  });

  it('is not a lower limit of 0', () => {
    expect(answer('Anemia', { value: 100, unit: 'g/L', lln: 0 })).toBe('0');
  });

  it('is not a baseline whose change in percent is known', () => {
    expect(answer('Weight loss', { value: 60, unit: 'kg' })).toBe('baseline-missing');
    expect(answer('Weight loss', { value: 60, unit: 'kg', percentChange: -10 })).toBe('2');
    expect(answer('Weight loss', { value: 60, unit: 'kg', baseline: 63 })).toBe('0');
  });
});

describe('intervals', () => {
  it('count with their worst, their best, or both ends', () => {
    const cpk = { value: 1000, unit: 'U/L', uln: 150, comparator: '>' } as const;
    expect(under('CPK increased', cpk)).toEqual(['4', '3', '3–4']);
    expect(under('CPK increased', { ...cpk, value: 1500 })).toEqual(['4', '4', '4–4']);
    expect(under('CPK increased', { ...cpk, value: 1500, comparator: '>=' })).toEqual(['4', '3', '3–4']);
    expect(under('CPK increased', { ...cpk, value: 150, comparator: '<=' })).toEqual(['0', '0', '0–0']);
  });

  it('of which a part has no answer keep the worst that was found, and have no best', () => {
    const anemia = { value: 120, unit: 'g/L', comparator: '<' } as const;
    expect(under('Anemia', anemia)).toEqual(['3', 'limit-missing', 'limit-missing']);
    expect(under('Anemia', { ...anemia, value: 80 })).toEqual(['3', '3', '3–3']);
  });

  it('and unstated facts go together', () => {
    const potassium = { value: 3.2, unit: 'mmol/L', lln: 3.5, comparator: '<=' } as const;
    expect(under('Hypokalemia', potassium)).toEqual(['4', '1', '1–4']);
  });
});

describe('facts', () => {
  it('nobody stated are worst where they raise the grade, best where they are false', () => {
    const qtc = 'Electrocardiogram QT corrected interval prolonged';
    expect(under(qtc, { value: 505, unit: 'ms' })).toEqual(['3', '0', '0–3']);
    expect(under('Pancreatic enzymes decreased', { value: 5, unit: 'U/L', lln: 10 })).toEqual(['1', '1', '0–1']);
    const inr = { value: 1.1, uln: 1.2 };
    expect(under('INR increased', inr)).toEqual(['baseline-missing', '0', 'baseline-missing']);
  });

  it('count as stated, and null is not stated', () => {
    const potassium = { value: 3.2, unit: 'mmol/L', lln: 3.5 };
    expect(answer('Hypokalemia', { ...potassium, facts: { symptomaticOrInterventionIndicated: false } })).toBe('1');
    expect(answer('Hypokalemia', { ...potassium, facts: { symptomaticOrInterventionIndicated: null } })).toBe('2');
  });
});
