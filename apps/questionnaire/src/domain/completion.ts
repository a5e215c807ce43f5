import type { Answer, Answers, Instrument } from './instrument.js';

/** `open`: nothing said yet; `partly`: something, not everything; `complete`: every required item answered or skipped. */
export type Completion = 'open' | 'partly' | 'complete';

/**
 * How far a form has come. An explicit skip completes an item: nobody is forced to answer. Items that the site
 * fills in later do not count.
 */
export function completionOf(instrument: Instrument, answers: Answers): Completion {
  const own = instrument.items.filter((item) => item.filledBy === 'participant' || item.required);
  if (!own.some((item) => saysSomething(answers[item.code]))) return 'open';
  return own.every((item) => !item.required || saysSomething(answers[item.code])) ? 'complete' : 'partly';
}

const saysSomething = (answer: Answer | undefined): boolean =>
  answer?.state === 'answered' || answer?.state === 'skipped';
