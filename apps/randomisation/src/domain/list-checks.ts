import { Rejection } from '@trial/kernel';
import { generateList, type ListRow } from './permuted-blocks.js';
import { ratioSum, type Specification } from './specification.js';

/** One thing wrong with a list. It names places, never an arm: the refusal may be read by more people than the list. */
export interface ListFinding {
  readonly code:
    | 'row-unknown-stratum'
    | 'row-unknown-arm'
    | 'list-too-short'
    | 'sequence-broken'
    | 'blocks-broken'
    | 'block-size-not-allowed'
    | 'block-unbalanced'
    | 'list-unbalanced'
    | 'blocks-repeat';
  readonly stratum: string;
  /** The position or block it is about, where there is one. */
  readonly at?: number;
}

/** What a second statistician reads before release; knows the balance and the runs, not the order. */
export interface StratumSummary {
  readonly stratum: string;
  readonly rows: number;
  readonly blocks: number;
  /** Stretches of the same arm, and the longest of them in rows. */
  readonly runs: number;
  readonly longestRun: number;
}

/**
 * Accepts a list as what its specification promises, or refuses it with every finding: rows in file order numbered
 * from 1 without a gap in each stratum, complete blocks of allowed size, balance in every block and over the whole,
 * and blocks that differ as chance would have it. A list sorted by arm, shifted by a line or renumbered in a
 * spreadsheet fails (Downs 2010, PMID 20484491). Whole blocks that changed places look innocent here;
 * `checkRegenerated` finds those.
 *
 * @returns one summary per stratum; `Rejection('list-refused')` with `errors` otherwise.
 */
export function checkList(specification: Specification, rows: readonly ListRow[]): readonly StratumSummary[] {
  const findings = listFindings(specification, rows);
  if (findings.length > 0) {
    throw new Rejection('list-refused', {
      rule: 'the list is not what its specification promises',
      errors: findings.map(({ code, stratum, at }) => ({
        field: at === undefined ? stratum : `${stratum}.${at}`,
        rule: code,
      })),
    });
  }
  return specification.strata.map((stratum) => summarise(stratum, ofStratum(rows, stratum)));
}

/** The findings of `checkList` as a value. Empty means accepted. */
export function listFindings(specification: Specification, rows: readonly ListRow[]): readonly ListFinding[] {
  const codes = new Set(specification.arms.map((arm) => arm.code));
  const strangers = rows.flatMap((row): readonly ListFinding[] => {
    const place = { stratum: row.stratum, at: row.position };
    if (!specification.strata.includes(row.stratum)) return [{ code: 'row-unknown-stratum', ...place }];
    return codes.has(row.arm) ? [] : [{ code: 'row-unknown-arm', ...place }];
  });
  return [...strangers, ...specification.strata.flatMap((s) => stratumFindings(specification, s, ofStratum(rows, s)))];
}

/**
 * The second person's check: the list comes, row by row, from this specification and seed (ICH E9, 2.3.2; R01).
 * `Rejection('list-not-from-seed')` with the first row that differs.
 */
export function checkRegenerated(specification: Specification, seed: string, rows: readonly ListRow[]): void {
  const expected = generateList(specification, seed);
  const length = Math.max(expected.length, rows.length);
  for (let i = 0; i < length; i += 1) {
    if (sameRow(expected[i], rows[i])) continue;
    throw new Rejection('list-not-from-seed', { field: `rows.${i}`, rule: 'specification and seed give another row' });
  }
}

/** How unlikely equal blocks must be before we call them a fault: no sound list is refused in a million. */
const BEYOND_CHANCE = 1e-6;

function stratumFindings(
  specification: Specification,
  stratum: string,
  rows: readonly ListRow[],
): readonly ListFinding[] {
  const blocks = blocksOf(rows);
  const findings: ListFinding[] = [];
  if (rows.length < specification.length) findings.push({ code: 'list-too-short', stratum });

  const outOfPlace = rows.findIndex((row, i) => row.position !== i + 1);
  if (outOfPlace >= 0) findings.push({ code: 'sequence-broken', stratum, at: outOfPlace + 1 });
  const misnumbered = blocks.findIndex((block, i) => block.some((row) => row.block !== i + 1));
  if (misnumbered >= 0) findings.push({ code: 'blocks-broken', stratum, at: misnumbered + 1 });

  blocks.forEach((block, i) => {
    const at = i + 1;
    if (!specification.blockSizes.includes(block.length)) {
      findings.push({ code: 'block-size-not-allowed', stratum, at });
    }
    if (!isBalanced(specification, block)) findings.push({ code: 'block-unbalanced', stratum, at });
  });
  if (!isBalanced(specification, rows)) findings.push({ code: 'list-unbalanced', stratum });
  if (findings.length === 0 && chanceOfSameOrder(specification, blocks) < BEYOND_CHANCE) {
    findings.push({ code: 'blocks-repeat', stratum });
  }
  return findings;
}

const ofStratum = (rows: readonly ListRow[], stratum: string): readonly ListRow[] =>
  rows.filter((row) => row.stratum === stratum);

/** Neighbouring rows with the same block number. A number that returns later makes a block of its own. */
function blocksOf(rows: readonly ListRow[]): readonly (readonly ListRow[])[] {
  const blocks: ListRow[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last?.[0]?.block === row.block) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

const isBalanced = ({ arms }: Specification, rows: readonly ListRow[]): boolean =>
  arms.every((arm) => rows.filter((r) => r.arm === arm.code).length * ratioSum(arms) === rows.length * arm.ratio);

/**
 * How likely chance is to give the blocks of each size one and the same order; 1 when they differ. A list sorted
 * inside its blocks or a generator that starts again for every block shows this, a sound one never.
 */
function chanceOfSameOrder(specification: Specification, blocks: readonly (readonly ListRow[])[]): number {
  let chance = 1;
  for (const size of specification.blockSizes) {
    const orders = blocks.filter((b) => b.length === size).map((b) => b.map((row) => row.arm).join('\n'));
    if (new Set(orders).size > 1) return 1;
    if (orders.length > 1) chance *= (1 / ordersOf(specification, size)) ** (orders.length - 1);
  }
  return chance;
}

/** The number of different orders of one block: size! / (n1! n2! ...), multiplied up as binomials. */
function ordersOf({ arms }: Specification, size: number): number {
  const sets = size / ratioSum(arms);
  let placed = 0;
  let orders = 1;
  for (const arm of arms) {
    for (let k = 1; k <= arm.ratio * sets; k += 1) {
      placed += 1;
      orders = (orders * placed) / k;
    }
  }
  return orders;
}

function summarise(stratum: string, rows: readonly ListRow[]): StratumSummary {
  let runs = 0;
  let run = 0;
  let longestRun = 0;
  rows.forEach((row, i) => {
    const goesOn = i > 0 && rows[i - 1]?.arm === row.arm;
    if (!goesOn) runs += 1;
    run = goesOn ? run + 1 : 1;
    longestRun = Math.max(longestRun, run);
  });
  return { stratum, rows: rows.length, blocks: blocksOf(rows).length, runs, longestRun };
}

const sameRow = (a: ListRow | undefined, b: ListRow | undefined): boolean =>
  a?.stratum === b?.stratum && a?.position === b?.position && a?.block === b?.block && a?.arm === b?.arm;
