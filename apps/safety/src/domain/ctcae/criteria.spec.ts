import fc from 'fast-check';
import { canonicalUnit } from './units.js';
import { criteriaFor, criteriaOf, criterionById } from './criteria.js';
import { clinicalFacts, type ClinicalFacts, type Condition, type Criterion, type UnitSet } from './criterion.js';
import type { GradableResult, Grading } from './grading.js';
import { gradeByCriterion } from './grade-lab-result.js';
import { ctcaeVersions } from './term.js';
import { offersGrade, termBySlug } from './terms.js';

const everyCriterion = ctcaeVersions.flatMap((version) => criteriaOf(version));
const everyLadder = everyCriterion.flatMap((criterion) => criterion.unitSets.map((set) => ({ criterion, set })));

describe('the criteria', () => {
  it('are 64 of 4.03, 64 of 5.0 and 63 of 6.0, each under an id of its own', () => {
    expect(ctcaeVersions.map((version) => criteriaOf(version).length)).toEqual([64, 64, 63]);
    expect(new Set(everyCriterion.map(({ id }) => id)).size).toBe(191);
    expect(criterionById('6.0/anemia')?.version).toBe('6.0');
  });

  it('belong to a term of their version, in its organ class, and use only grades that term offers', () => {
    const strays = everyCriterion.filter(({ version, term, organClass, unitSets }) => {
      const known = termBySlug(version, term);
      const used = ([1, 2, 3, 4] as const).filter((grade) => unitSets.some(({ grades }) => grades[grade]));
      return !known || known.organClass !== organClass || !used.every((grade) => offersGrade(known, grade));
    });
    expect(strays.map(({ id }) => id)).toEqual([]);
  });

  it('carry no dictionary codes', () => {
    expect(JSON.stringify(everyCriterion)).not.toMatch(/\b1\d{7}\b/);
  });

  it('have one ladder per unit', () => {
    const doubled = everyCriterion.filter(({ unitSets }) => {
      const units = unitSets.map(({ unit }) => (unit === null ? null : canonicalUnit(unit)));
      return new Set(units).size !== units.length;
    });
    expect(doubled.map(({ id }) => id)).toEqual([]);
  });
});

describe('the criteria that may propose an adverse event', () => {
  it.each([
    ['4.03', 'ALT', ['4.03/alanine-aminotransferase-increased']],
    ['4.03', 'haemoglobin', ['4.03/anemia', '4.03/hemoglobin-increased']],
    ['4.03', 'creatinine', ['4.03/creatinine-increased']],
    ['6.0', 'platelets', ['6.0/thrombocytopenia']],
    ['4.03', 'glucose', ['4.03/hyperglycemia--non-fasting', '4.03/hypoglycemia']],
    ['4.03', 'glucose-fasting', ['4.03/hyperglycemia--fasting', '4.03/hypoglycemia']],
    ['4.03', 'systolic blood pressure', []],
    ['4.03', 'calcium', []],
    ['4.03', 'CRP', []],
  ] as const)('of %s for %s are %j', (version, analyte, expected) => {
    expect(criteriaFor(version, analyte).map(({ id }) => id)).toEqual(expected);
  });
});

describe('the analyte codes of trial files', () => {
  it('find their terms in 4.03, and those without a term find none', () => {
    const codes =
      'leukocytes platelets neutrophils lymphocytes sodium potassium ast alp ggt ck bilirubin albumin cholesterol triglycerides aptt inr temperature oxygen-saturation';
    const terms = codes.split(' ').map(
      (code) =>
        `${code}: ${criteriaFor('4.03', code)
          .map(({ term }) => term)
          .join(', ')}`,
    );
    expect(terms).toEqual([
      'leukocytes: leukocytosis, white-blood-cell-decreased',
      'platelets: platelet-count-decreased',
      'neutrophils: neutrophil-count-decreased',
      'lymphocytes: lymphocyte-count-decreased, lymphocyte-count-increased',
      'sodium: hypernatremia, hyponatremia',
      'potassium: hyperkalemia, hypokalemia',
      'ast: aspartate-aminotransferase-increased',
      'alp: alkaline-phosphatase-increased',
      'ggt: ggt-increased',
      'ck: cpk-increased',
      'bilirubin: blood-bilirubin-increased',
      'albumin: hypoalbuminemia',
      'cholesterol: cholesterol-high',
      'triglycerides: hypertriglyceridemia',
      'aptt: activated-partial-thromboplastin-time-prolonged',
      'inr: inr-increased',
      'temperature: fever, hypothermia',
      'oxygen-saturation: hypoxia',
    ]);
    const without = ['monocytes', 'haematocrit', 'urea', 'd-dimer', 'crp', 'esr', 'nt-probnp', 'hba1c', 'egfr', 'ldh'];
    expect(without.flatMap((code) => criteriaFor('4.03', code))).toEqual([]);
  });
});

/** Everything a ladder may ask for, so that no answer is missing for want of a fact. */
interface Setting {
  readonly low: number;
  readonly high: number;
  readonly baseline: number;
  readonly status: 'low' | 'normal' | 'high';
  readonly facts: ClinicalFacts;
}

const setting: fc.Arbitrary<Setting> = fc
  .record({
    limits: fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 4000 })),
    scale: fc.constantFrom(0.001, 0.01, 0.1, 1, 10, 100),
    baseline: fc.integer({ min: 1, max: 9000 }),
    facts: fc.record(Object.fromEntries(clinicalFacts.map((fact) => [fact, fc.boolean()]))),
  })
  .map(({ limits, scale, baseline, facts }) => {
    const low = Math.min(...limits) * scale;
    const high = (Math.max(...limits) + 1) * scale;
    const number = baseline * scale;
    return {
      low,
      high,
      baseline: number,
      status: number < low ? 'low' : number > high ? 'high' : 'normal',
      facts,
    } as const;
  });

function gradeAt(criterion: Criterion, set: UnitSet, number: number, at: Setting): Grading {
  const unit = set.unit ?? 'U/L';
  const result: GradableResult = {
    value: { comparator: '=', number, unit },
    range: { low: at.low, high: at.high },
    baseline: { number: at.baseline, unit, status: at.status, range: { low: at.low, high: at.high } },
    facts: at.facts,
    manufacturerMiCutoff: at.high * 3,
  };
  return gradeByCriterion(result, criterion, 'worst');
}

const endsOf = (grading: Grading): readonly [number, number] | undefined => {
  switch (grading.outcome) {
    case 'graded':
      return [grading.grade, grading.grade];
    case 'range':
      return [grading.atLeast, grading.atMost];
    case 'not-gradable':
      return undefined;
  }
};

/** The bound as a number, in the words of the data and independent of the engine; undefined where x is not the value. */
function printed({ x, bound }: Condition, { low, high, baseline }: Setting): number {
  const limit =
    'abs' in bound
      ? bound.abs
      : 'xULN' in bound
        ? bound.xULN * high
        : 'xLLN' in bound
          ? bound.xLLN * low
          : 'ulnPlus' in bound
            ? high + bound.ulnPlus
            : 'llnMinus' in bound
              ? low - bound.llnMinus
              : 'xBaseline' in bound
                ? bound.xBaseline * baseline
                : 'baselinePlus' in bound
                  ? baseline + bound.baselinePlus
                  : 'xBaselineULN' in bound
                    ? bound.xBaselineULN * high
                    : high * 3;
  if (x === 'drop') return baseline - limit;
  if (x === 'rise') return baseline + limit;
  if (x === 'pctDecrease') return baseline - (baseline * limit) / 100;
  if (x === 'pctIncrease') return baseline + (baseline * limit) / 100;
  return x === 'baseline' ? baseline : limit;
}

/** Every printed boundary, a neighbour on either side of it, and points far from all of them. */
function probes(set: UnitSet, at: Setting): readonly number[] {
  const boundaries = Object.values(set.grades)
    .flat()
    .flatMap(({ all }) => all.map((condition) => printed(condition, at)))
    .filter((boundary) => boundary > 0)
    .sort((a, b) => a - b);
  const around = boundaries.flatMap((boundary) => [boundary * (1 - 1e-9), boundary, boundary * (1 + 1e-9)]);
  const between = boundaries.map((one, index) => (one + (boundaries[index + 1] ?? one * 10)) / 2);
  return [...new Set([0, ...around, ...between, Math.max(1, ...boundaries) * 10])].sort((a, b) => a - b);
}

/** A second reading of the same data: a grade is met when the value lies in one of its intervals. */
function readAsIntervals(set: UnitSet, value: number, at: Setting): readonly number[] {
  const inside = (condition: Condition): boolean => {
    const edge = printed(condition, at);
    if (condition.x === 'baseline') return at.baseline > 5 * at.high;
    const near = Math.abs(value - edge) <= Math.abs(edge) * 1e-12;
    const fromBelow = condition.x === 'drop' || condition.x === 'pctDecrease' ? value < edge : value > edge;
    return near ? condition.op.endsWith('=') : condition.op.startsWith('>') === fromBelow;
  };
  const applies = (when: Record<string, unknown>): boolean =>
    Object.entries(when).every(([key, wanted]) => {
      if (key !== 'baselineStatus') return new Map(Object.entries(at.facts)).get(key) === wanted;
      return wanted === 'notHigh' ? at.status !== 'high' : at.status === wanted;
    });
  return ([1, 2, 3, 4] as const).filter((grade) =>
    set.grades[grade]?.some(({ all, when }) => applies({ ...when }) && all.every(inside)),
  );
}

/** The probes at which a rule is broken; asserted once per run, because tens of thousands of probes are looked at. */
const broken = (
  criterion: Criterion,
  set: UnitSet,
  at: Setting,
  keeps: (value: number, grading: Grading) => boolean,
): readonly number[] => probes(set, at).filter((value) => !keeps(value, gradeAt(criterion, set, value, at)));

describe.each(
  everyLadder.map(({ criterion, set }) => [`${criterion.id} in ${set.unit ?? 'any unit'}`, criterion, set] as const),
)('%s', (_name, criterion, set) => {
  const check = (rule: (at: Setting) => void): void => fc.assert(fc.property(setting, rule), { numRuns: 8 });

  it('answers at every number: a grade, or a range or refusal that an exclusion or caution of its ladder names', () => {
    check((at) => {
      const keeps = (_value: number, grading: Grading): boolean =>
        grading.outcome === 'graded' ||
        ((set.exclusions ?? set.cautions) !== undefined &&
          (grading.outcome === 'range' || grading.reason === 'criterion-does-not-apply'));
      expect(broken(criterion, set, at, keeps)).toEqual([]);
    });
  });

  it('gives the highest grade whose interval holds the number, at every boundary and beside it', () => {
    check((at) => {
      const keeps = (value: number, grading: Grading): boolean =>
        grading.outcome !== 'graded' || grading.grade === Math.max(0, ...readAsIntervals(set, value, at));
      expect(broken(criterion, set, at, keeps)).toEqual([]);
    });
  });

  it('never falls while the value moves in its direction', () => {
    check((at) => {
      const upwards = probes(set, at).flatMap((value) => {
        const ends = endsOf(gradeAt(criterion, set, value, at));
        return ends ? [{ value, atLeast: ends[0], atMost: ends[1] }] : [];
      });
      const steps = criterion.direction === 'high' ? upwards : [...upwards].reverse();
      const falls = steps.filter((step, index) => steps.slice(0, index).some(({ atLeast }) => atLeast > step.atMost));
      expect(falls).toEqual([]);
    });
  });
});

describe('ladders without alternatives', () => {
  it('never meet two grades at once, but for hypoxia of 6.0, whose grade 1 has no lower end', () => {
    const single = everyLadder.filter(({ set }) =>
      Object.values(set.grades).every((alternatives) => alternatives.length === 1),
    );
    expect(single.length).toBeGreaterThan(150);

    const overlapping = single.filter(({ set }) =>
      fc
        .sample(setting, { numRuns: 30, seed: 1 })
        .some((at) => probes(set, at).some((value) => readAsIntervals(set, value, at).length > 1)),
    );
    expect(overlapping.map(({ criterion }) => criterion.id)).toEqual(['6.0/hypoxia--rest']);
  });
});
