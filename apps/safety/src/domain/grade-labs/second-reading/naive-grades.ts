import type { Bound, Circumstances, Condition, Exclusion, UnitSet } from '../../ctcae/criterion.js';
import type { AmbiguityPolicy, LabRequest, Reason } from '../lab-request.js';
import { compared, exactly, half, minus, plus, times, type Fraction } from './fraction.js';

/**
 * The semantics of the criteria read once more, sentence by sentence, by somebody who knows nothing of the engine:
 * every number exact, every operand computed as it is defined, every fact tried both ways, an interval tried at
 * everything that could matter. For a request whose term, variant and unit have already led to this ladder.
 */
export function naiveAnswer(set: UnitSet, request: LabRequest, policy: AmbiguityPolicy): string {
  const worlds = waysOfTheFacts(set, request);
  const tried = (policy === 'best' ? worlds.slice(0, 1) : worlds).flatMap((facts) =>
    pointsOf(set, request).map((point) => at(set, point, request, facts)),
  );
  const grades = tried.flatMap((said) => ('grade' in said ? [said.grade] : []));
  const gaps = tried.flatMap((said) => ('grade' in said ? [] : [said]));
  const [low, high] = [Math.min(...grades), Math.max(...grades)];
  if (gaps.length === 0) return policy === 'range' ? `${low}–${high}` : String(policy === 'worst' ? high : low);
  if (policy === 'worst' && high > 0) return String(high);
  if (policy === 'best' && low === 0) return '0';
  const missing = new Set(gaps.flatMap((said) => [...said.missing]));
  return (['limit-missing', 'baseline-missing'] as const).find((reason) => missing.has(reason)) ?? 'fact-missing';
}

type Said = { readonly grade: number } | { readonly missing: ReadonlySet<Reason> };
type Facts = Readonly<Record<string, boolean | null | undefined>>;

function at(set: UnitSet, value: Fraction, request: LabRequest, facts: Facts): Said {
  const missing = new Set<Reason>();
  for (const exclusion of set.exclusions ?? []) {
    const truth = truthOf(exclusion, value, request, facts, missing);
    if (truth) return { missing: new Set(['fact-missing']) };
  }
  for (const grade of [4, 3, 2, 1] as const)
    for (const alternative of set.grades[grade] ?? [])
      if (truthOf(alternative, value, request, facts, missing)) return { grade };
  return missing.size > 0 ? { missing } : { grade: 0 };
}

/** True, or not; what it could not know goes into `missing`, unless something else made it false anyway. */
function truthOf(
  { all, when = {} }: Pick<Exclusion, 'all' | 'when'>,
  value: Fraction,
  request: LabRequest,
  facts: Facts,
  missing: Set<Reason>,
): boolean {
  const truths = all.map((condition) => conditionHolds(condition, value, request));
  if (!fits(when, request, facts) || truths.includes(false)) return false;
  const unknown = truths.flatMap((truth) => (typeof truth === 'string' ? [truth] : []));
  for (const reason of unknown) missing.add(reason);
  return unknown.length === 0;
}

function fits(when: Circumstances, { baselineStatus }: LabRequest, facts: Facts): boolean {
  return Object.entries(when).every(([key, wanted]) => {
    if (key !== 'baselineStatus') return facts[key] === wanted;
    return wanted === 'notHigh' ? baselineStatus !== 'high' : baselineStatus === wanted;
  });
}

function conditionHolds({ x, op, bound }: Condition, value: Fraction, request: LabRequest): boolean | Reason {
  const left = operand(x, value, request);
  const right = limitOf(bound, request);
  if (typeof left === 'string') return left;
  if (typeof right === 'string') return right;
  const side = compared(left, right);
  return side === 0 ? op.length === 2 : op.startsWith('>') === side > 0;
}

function operand(x: Condition['x'], value: Fraction, { baseline, percentChange }: LabRequest): Fraction | Reason {
  if (x === undefined) return value;
  const percent = (change: Fraction): Fraction => (x === 'pctDecrease' ? minus(exactly(0), change) : change);
  const isPercent = x === 'pctDecrease' || x === 'pctIncrease';
  if (!baseline) {
    return isPercent && typeof percentChange === 'number' ? percent(signed(percentChange)) : 'baseline-missing';
  }
  const from = exactly(baseline);
  if (x === 'baseline') return from;
  const rise = minus(value, from);
  if (isPercent) return percent(times({ over: rise.over * from.under, under: rise.under * from.over }, exactly(100)));
  return x === 'rise' ? rise : minus(exactly(0), rise);
}

function limitOf(bound: Bound, { lln, uln, baseline, manufacturerMiCutoff }: LabRequest): Fraction | Reason {
  const [[name, number] = ['no bound', 0]] = Object.entries<number | string>(bound);
  if (name === 'abs') return exactly(Number(number));
  if (name === 'named') return manufacturerMiCutoff ? exactly(manufacturerMiCutoff) : 'fact-missing';
  const base = /ULN/i.test(name) ? uln : /LLN/i.test(name) ? lln : baseline;
  const isKnown = typeof base === 'number' && (base > 0 || /LLN/i.test(name));
  if (!isKnown) return /baseline/i.test(name) ? 'baseline-missing' : 'limit-missing';
  const n = exactly(Number(number));
  if (name.startsWith('x')) return times(n, exactly(base));
  return name.endsWith('Plus') ? plus(exactly(base), n) : minus(exactly(base), n);
}

const signed = (number: number): Fraction => (number < 0 ? minus(exactly(0), exactly(-number)) : exactly(number));

/** All of them open first, then each stated one both ways; the first is the one in which all open ones are false. */
function waysOfTheFacts(set: UnitSet, { facts }: LabRequest): readonly Facts[] {
  const stated: Facts = facts ?? {};
  const asked = Object.values(set.grades)
    .flat()
    .flatMap(({ when }) => Object.keys(when ?? {}))
    .filter((key) => key !== 'baselineStatus' && typeof stated[key] !== 'boolean');
  return [...new Set(asked)].reduce<readonly Facts[]>(
    (ways, fact) => [false, true].flatMap((truth) => ways.map((way) => ({ ...way, [fact]: truth }))),
    [stated],
  );
}

/** The value itself; of an interval its end where it has one, everything a condition turns at, and all that lies between. */
function pointsOf(set: UnitSet, request: LabRequest): readonly Fraction[] {
  const end = exactly(request.value ?? 0);
  const { comparator } = request;
  if (!comparator) return [end];
  const turns = [...Object.values(set.grades).flat(), ...(set.exclusions ?? [])]
    .flatMap(({ all }) => all.flatMap((condition) => turnOf(condition, request)))
    .concat(end, exactly(0))
    .sort(compared);
  const far = times(plus(turns.at(-1) ?? end, exactly(1)), exactly(2));
  const between = turns.map((turn, index) => half(plus(turn, turns[index + 1] ?? far)));
  return [...turns, ...between].filter((point) => {
    const side = compared(point, end);
    if (compared(point, exactly(0)) <= 0 && side !== 0) return false;
    return side === 0 ? comparator.length === 2 : comparator.startsWith('>') === side > 0;
  });
}

function turnOf({ x, bound }: Condition, request: LabRequest): readonly Fraction[] {
  const limit = limitOf(bound, request);
  if (typeof limit === 'string') return [];
  if (x === undefined) return [limit];
  if (!request.baseline) return [];
  const from = exactly(request.baseline);
  const share = times(times(from, limit), { over: 1n, under: 100n });
  switch (x) {
    case 'drop':
      return [minus(from, limit)];
    case 'rise':
      return [plus(from, limit)];
    case 'pctDecrease':
      return [minus(from, share)];
    case 'pctIncrease':
      return [plus(from, share)];
    case 'baseline':
      return [];
  }
}
