import type { Answers, ScoredValue } from '../../instrument.js';
import { numberOf, ticksOf } from '../../read-answers.js';
import { aidCategories, blocks, categories, type Category } from './items.js';

/** The index needs this many of the eight categories. */
const NEEDED_CATEGORIES = 6;
/** What an aid or help raises a category to: "much difficulty". */
const FLOOR_WITH_AID = 2;

/**
 * HAQ disability index, 0 (best) to 3, in the two variants that reports must keep apart: `haq-di.standard` raises a
 * category to at least 2 when an aid or help for it is ticked, `haq-di.alternative` does not look at aids. Each is the
 * mean of the categories that have an answered item, at least six of eight, otherwise null (Stanford scoring;
 * standard variant for the Dutch HAQ: Zandbelt, Ann Rheum Dis 2001;60:841).
 */
export function scoreHaqDi(answers: Answers): readonly ScoredValue[] {
  const standard: Record<string, number | null> = {};
  const alternative: Record<string, number | null> = {};
  for (const { code, items } of categories) {
    const base = worstAnswer(answers, items);
    alternative[code] = base;
    standard[code] = base !== null && isAided(answers, code) ? Math.max(base, FLOOR_WITH_AID) : base;
  }
  return [
    { code: 'haq-di.standard', value: indexOf(standard), parts: standard },
    { code: 'haq-di.alternative', value: indexOf(alternative), parts: alternative },
  ];
}

/** Whether an aid placed in the category, or help for it, is ticked. */
export const isAided = (answers: Answers, category: Category): boolean =>
  blocks.some(
    (block) =>
      ticksOf(answers, `help${block}`).includes(category) ||
      ticksOf(answers, `other${block}`).includes(category) ||
      ticksOf(answers, `aids${block}`).some((aid) => aidCategories[block][aid] === category),
  );

function worstAnswer(answers: Answers, items: readonly string[]): number | null {
  const values = items.map((item) => numberOf(answers, item)).filter((value) => value !== null);
  return values.length > 0 ? Math.max(...values) : null;
}

function indexOf(parts: Readonly<Record<string, number | null>>): number | null {
  const present = Object.values(parts).filter((value) => value !== null);
  if (present.length < NEEDED_CATEGORIES) return null;
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}
