import type { Answers, Instrument, Score } from './instrument.js';
import { isAnswered } from './read-answers.js';

/**
 * The scores of an instrument, each with its full identity. Scores are derived: deleting and recomputing them from
 * the same answers gives the same values. `language` is the one the respondent saw, for example `nl`.
 */
export function scoreAnswers(instrument: Instrument, language: string, answers: Answers): readonly Score[] {
  const missing = instrument.items
    .filter((item) => item.required && !isAnswered(answers, item.code))
    .map((item) => item.code);
  const answered = instrument.items.filter((item) => item.required).length - missing.length;
  return instrument.score(answers).map((scored) => ({
    ...scored,
    instrument: instrument.code,
    instrumentVersion: instrument.version,
    language,
    algorithm: instrument.algorithm,
    algorithmVersion: instrument.algorithmVersion,
    valueSet: null,
    direction: instrument.direction,
    answered,
    missing,
    imputed: false,
  }));
}
