import { Rejection } from '@trial/kernel';
import { blockFindings, blocksOf, blocksRepeat, type BlockFinding } from './block-checks.js';
import { generateList } from './generate-list.js';
import type { ListRow } from './list-row.js';
import { dieIn, dieSides } from './minimisation-dice.js';
import { strataIn, type Specification } from './specification.js';

/** One thing wrong with a list. It names places, never an arm: the refusal may be read by more people than the list. */
export interface ListFinding {
  readonly code:
    | 'row-unknown-stratum'
    | 'row-unknown-arm'
    | 'die-not-readable'
    | 'list-too-short'
    | 'sequence-broken'
    | BlockFinding['code']
    | 'blocks-repeat';
  readonly stratum: string;
  /** The position or block it is about, where there is one. */
  readonly at?: number;
}

/** What a second statistician reads before release; knows the balance and the runs, not the order. */
export interface StratumSummary {
  readonly stratum: string;
  readonly rows: number;
  /** 0 where the method has none. */
  readonly blocks: number;
  /** Stretches of the same arm, and the longest of them in rows. */
  readonly runs: number;
  readonly longestRun: number;
}

/**
 * Accepts a list as what its specification promises, or refuses it with every finding: rows in file order numbered
 * from 1 without a gap in each stratum, with known arms or readable dice; for permuted blocks also complete blocks of
 * allowed size, balance in every block and over the whole, and blocks that differ as chance would have it. Such a list sorted by arm, shifted by a line or renumbered in a
 * spreadsheet fails (Downs 2010, PMID 20484491). Whole blocks that changed places, and any order of rows
 * drawn one by one, look innocent here; `checkRegenerated` finds those.
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
  return strataIn(specification).map((stratum) => summarise(stratum, ofStratum(rows, stratum)));
}

/** The findings of `checkList` as a value. Empty means accepted. */
export function listFindings(specification: Specification, rows: readonly ListRow[]): readonly ListFinding[] {
  const strata = strataIn(specification);
  const codeOf = rowFindingFor(specification);
  const strangers = rows.flatMap((row): readonly ListFinding[] => {
    const code = strata.includes(row.stratum) ? codeOf(row) : 'row-unknown-stratum';
    return code === undefined ? [] : [{ code, stratum: row.stratum, at: row.position }];
  });
  return [...strangers, ...strata.flatMap((s) => stratumFindings(specification, s, ofStratum(rows, s)))];
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

/** What is wrong with one row of a known stratum, for the method of a specification. */
export function rowFindingFor(specification: Specification): (row: ListRow) => ListFinding['code'] | undefined {
  if (specification.method === 'minimisation') {
    const sides = dieSides(specification);
    return (row) => (dieIn(row, sides) === undefined ? 'die-not-readable' : undefined);
  }
  const codes = new Set(specification.arms.map((arm) => arm.code));
  return (row) => (codes.has(row.arm) ? undefined : 'row-unknown-arm');
}

function stratumFindings(
  specification: Specification,
  stratum: string,
  rows: readonly ListRow[],
): readonly ListFinding[] {
  const findings: ListFinding[] = [];
  if (rows.length < specification.length) findings.push({ code: 'list-too-short', stratum });
  const outOfPlace = rows.findIndex((row, i) => row.position !== i + 1);
  if (outOfPlace >= 0) findings.push({ code: 'sequence-broken', stratum, at: outOfPlace + 1 });
  if (specification.method !== 'permuted-blocks') {
    const inBlock = rows.findIndex((row) => row.block !== 0);
    return inBlock < 0 ? findings : [...findings, { code: 'blocks-broken', stratum, at: inBlock + 1 }];
  }
  const ofBlocks = blockFindings(specification, rows).map((finding) => ({ ...finding, stratum }));
  if (findings.length + ofBlocks.length > 0) return [...findings, ...ofBlocks];
  return blocksRepeat(specification, rows) ? [{ code: 'blocks-repeat', stratum }] : [];
}

const ofStratum = (rows: readonly ListRow[], stratum: string): readonly ListRow[] =>
  rows.filter((row) => row.stratum === stratum);

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
  return {
    stratum,
    rows: rows.length,
    blocks: blocksOf(rows).filter(([first]) => first?.block !== 0).length,
    runs,
    longestRun,
  };
}

const sameRow = (a: ListRow | undefined, b: ListRow | undefined): boolean =>
  a?.stratum === b?.stratum && a?.position === b?.position && a?.block === b?.block && a?.arm === b?.arm;
