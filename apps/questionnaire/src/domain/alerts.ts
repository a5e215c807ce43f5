import { Rejection } from '@trial/kernel';
import type { Answers, Flag, Instrument } from './instrument.js';
import { numberOf } from './read-answers.js';

/** An answer that somebody must look at, as the trial file has it (Q17). */
export interface AlertRule {
  readonly code: string;
  /** A score, or an item with a number. */
  readonly of: string;
  /** This value and everything worse, in the direction of the instrument. */
  readonly from: number;
}

/** What answers set off, in the order of the rules; a value that is missing sets off nothing. */
export function alertsIn(instrument: Instrument, rules: readonly AlertRule[], answers: Answers): readonly Flag[] {
  const isWorse = (value: number, bound: number): boolean =>
    instrument.direction === 'higher-is-worse' ? value >= bound : value <= bound;
  return rules
    .filter(({ of, from }) => {
      const value = valueOf(instrument, answers, of);
      return value !== null && isWorse(value, from);
    })
    .map(({ code, of }) => ({
      code,
      weight: 'alert',
      items: instrument.items.some((item) => item.code === of) ? [of] : [],
    }));
}

/** Whether two versions of a response set off the same. */
export const setOffTheSame = (before: readonly Flag[], after: readonly Flag[]): boolean =>
  before.length === after.length && before.every(({ code }) => after.some((flag) => flag.code === code));

/** `Rejection('alert-never-fires')` for a rule about nothing the instrument has, or with a bound that it cannot reach. */
export function refuseSilentAlerts(instrument: Instrument, rules: readonly AlertRule[]): void {
  for (const { code, of, from } of rules) {
    const range = rangeOf(instrument, of);
    if (!range || from < range[0] || from > range[1])
      throw new Rejection('alert-never-fires', { rule: `${code} of ${instrument.code} looks at ${of} from ${from}` });
  }
}

const valueOf = ({ score }: Instrument, answers: Answers, of: string): number | null => {
  const scored = score(answers).find(({ code }) => code === of);
  return scored ? scored.value : numberOf(answers, of);
};

function rangeOf({ items, score, scoreRange }: Instrument, of: string): readonly [number, number] | undefined {
  if (score({}).some(({ code }) => code === of)) return scoreRange;
  const item = items.find(({ code }) => code === of);
  return item && item.kind !== 'ticks' ? [item.minimum, item.maximum] : undefined;
}
