import fc from 'fast-check';
import { criteriaOf } from '../../ctcae/criteria.js';
import { clinicalFacts, type Criterion, type UnitSet } from '../../ctcae/criterion.js';
import { ctcaeVersions } from '../../ctcae/term.js';
import { termBySlug } from '../../ctcae/terms.js';
import { gradeLabRequest } from '../grade-lab-request.js';
import { ambiguityPolicies, baselineStatuses, comparators, variants, type LabRequest } from '../lab-request.js';
import { naiveAnswer } from './naive-grades.js';

const everyLadder = ctcaeVersions
  .flatMap((version) => criteriaOf(version))
  .flatMap((criterion) => criterion.unitSets.map((set) => ({ criterion, set })));

function answered(request: LabRequest, { version }: Criterion, policy: (typeof ambiguityPolicies)[number]): string {
  const said = gradeLabRequest(request, version, policy);
  if ('reason' in said) return said.reason;
  return 'grade' in said ? String(said.grade) : `${said.gradeLow}–${said.gradeHigh}`;
}

const nameOf = ({ version, term }: Criterion): string => termBySlug(version, term)?.name ?? 'a term without a name';
const variantOf = ({ variant }: Criterion) => variants.find((known) => known === variant);

/** Short decimals on the scale of the ladder, so that products and sums meet its boundaries exactly. */
function numbersOf(set: UnitSet): fc.Arbitrary<number> {
  const printed = Object.values(set.grades)
    .flat()
    .flatMap(({ all }) => all.flatMap(({ x, bound }) => ('abs' in bound && x === undefined ? [bound.abs] : [])));
  const step = Math.max(1, ...printed) / 40;
  const onGrid = fc.noBias(fc.integer({ min: 1, max: 160 })).map((n) => Number((n * step).toPrecision(4)));
  return printed.length === 0 ? onGrid : fc.oneof(onGrid, fc.constantFrom(...printed.filter((n) => n > 0)));
}

/** A value at a multiple or a distance of what belongs to it, or anywhere, and beside each of them. */
function requestOf(criterion: Criterion, set: UnitSet): fc.Arbitrary<LabRequest> {
  const number = numbersOf(set);
  const perhaps = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 3 });
  const orZero = fc.oneof({ arbitrary: number, weight: 9 }, { arbitrary: fc.constant(0), weight: 1 });
  const factor = fc.constantFrom(0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 10, 20);
  return fc
    .record({
      anywhere: number,
      from: fc.constantFrom('anywhere', 'lln', 'uln', 'baseline'),
      factor,
      distance: fc.oneof(
        { arbitrary: fc.constant(0), weight: 3 },
        { arbitrary: fc.constantFrom(0.3, 26.5, 2, 4, 1.241, 2.482, 3, 5, 8, 10, 20, 40, 60), weight: 1 },
        { arbitrary: fc.constantFrom(-3, -5, -8, -10, -20), weight: 1 },
      ),
      beside: fc.constantFrom(0, 0, 1e-7, -1e-7),
      neighbour: fc.constantFrom(0, 0, 1, -1),
      lln: perhaps(orZero),
      uln: perhaps(orZero),
      baseline: perhaps(orZero),
      baselineStatus: perhaps(fc.constantFrom(...baselineStatuses)),
      percentChange: perhaps(fc.integer({ min: -100, max: 100 })),
      comparator: fc.option(fc.constantFrom(...comparators), { nil: undefined, freq: 2 }),
      facts: perhaps(
        fc.record(Object.fromEntries(clinicalFacts.map((fact) => [fact, fc.boolean()])), { requiredKeys: [] }),
      ),
      manufacturerMiCutoff: perhaps(number),
    })
    .map(({ anywhere, from, factor, distance, beside, neighbour, comparator, ...rest }) => {
      const base = from === 'anywhere' ? anywhere : (rest[from] ?? anywhere) * factor;
      const value = Number((Math.max(0, base + distance) * (1 + beside)).toPrecision(12));
      return {
        ...{ id: 'r', term: nameOf(criterion), variant: variantOf(criterion), unit: set.unit ?? 'U/L' },
        ...rest,
        // Between a number and its neighbour lie exact numbers that are none at 15 digits: no interval ends there.
        ...(neighbour === 0 ? { value, comparator } : { value: neighbourOf(value, neighbour) }),
      };
    })
    .filter((request) => !('comparator' in request && request.comparator === '<' && request.value === 0));
}

/** The next number of 15 digits, above or below. */
function neighbourOf(number: number, step: number): number {
  const [digits = '', exponent] = number.toExponential(14).split('e');
  return Math.max(0, Number(`${BigInt(digits.replace('.', '')) + BigInt(step)}e${Number(exponent) - 14}`));
}

describe.each(
  everyLadder.map(({ criterion, set }) => [`${criterion.id} in ${set.unit ?? 'any unit'}`, criterion, set] as const),
)('%s', (_name, criterion, set) => {
  it.each(ambiguityPolicies)('is graded as a second reading of its data grades it, under %s', (policy) => {
    fc.assert(
      fc.property(requestOf(criterion, set), (request) => {
        expect(answered(request, criterion, policy)).toBe(naiveAnswer(set, request, policy));
      }),
      { numRuns: 50 },
    );
  });
});
