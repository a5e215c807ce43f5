import type { PlainDate } from '@trial/kernel';
import type { Known, MeddraCode, PartialMoment, Quantity, WhyAbsent } from '../case/known.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `4 Mar 2026 10:30+01:00`, as far as it is known; the month in letters, so that nobody takes it for the day. */
export function momentInWords(moment: PartialMoment): string {
  const [date = '', time] = moment.split('T');
  const [year, month, day] = date.split('-');
  const parts = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year, time];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

export const dayInWords = (day: PlainDate): string => momentInWords(day.toString());

const TIMES: Readonly<Record<string, string>> = {
  a: 'year',
  mo: 'month',
  wk: 'week',
  d: 'day',
  h: 'hour',
  min: 'minute',
  '10.a': 'decade',
  '{decade}': 'decade',
};

/** Times in words; every other unit as UCUM writes it. */
export function amountInWords({ value, unit }: Quantity): string {
  const time = TIMES[unit];
  return `${value} ${time === undefined ? unit : `${time}${value === '1' ? '' : 's'}`}`;
}

const WHY_ABSENT: Readonly<Record<WhyAbsent, string>> = {
  MSK: 'privacy',
  UNK: 'unknown',
  ASKU: 'asked, unknown',
  NASK: 'not asked',
};

/** What is known, in words; or why it is not. Undefined where nobody said anything. */
export function knownInWords<Value>(
  known: Known<Value> | undefined,
  inWords: (value: Value) => string,
): string | undefined {
  if (known === undefined) return undefined;
  return 'value' in known ? inWords(known.value) : WHY_ABSENT[known.absent];
}

/** The dictionary is licensed and its words are not part of a case: the code tells the term to who has it. */
export const codeInWords = ({ code, version }: MeddraCode): string => `MedDRA ${version}: ${code}`;

/** `from … to …`, of which either may be missing; undefined without both. */
export function periodInWords(start: string | undefined, end: string | undefined): string | undefined {
  const parts = [start && `from ${start}`, end && `to ${end}`].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** What there is of several facts, in one line. */
export const listed = (...facts: readonly (string | undefined)[]): string =>
  facts.filter((fact) => fact !== undefined && fact !== '').join(', ');

/** One line for each entry, numbered as soon as there are two. */
export const numbered = (lines: readonly string[]): readonly string[] =>
  lines.length < 2 ? lines : lines.map((line, index) => `${index + 1}: ${line}`);

/** A code of ours (`recovered-with-sequelae`) for people. */
export const spoken = (code: string): string => code.replaceAll('-', ' ');

export const tick = (ticked: boolean, label: string): string => `[${ticked ? 'X' : ' '}] ${label}`;
