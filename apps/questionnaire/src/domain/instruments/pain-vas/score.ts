import type { Answers, ScoredValue } from '../../instrument.js';
import { numberOf } from '../../read-answers.js';

/** Pain from 0 (none) to 100 mm (worst), as marked; null when the line was not touched. The item code names the score. */
export const scorePainVas =
  (item: string) =>
  (answers: Answers): readonly ScoredValue[] => [{ code: item, value: numberOf(answers, item), parts: {} }];
