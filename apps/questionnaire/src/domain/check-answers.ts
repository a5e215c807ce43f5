import { instant, Rejection } from '@trial/kernel';
import type {
  Answer,
  Answers,
  ChoiceItem,
  Instrument,
  Item,
  PositionItem,
  Respondent,
  TicksItem,
} from './instrument.js';

/**
 * Answers as they arrive: a number, a list of ticked options, `null` for an item that was shown and left open,
 * `{ skippedAt }` for an explicit skip. An item that is absent was not reached.
 */
export type RawAnswers = Readonly<Record<string, unknown>>;

/**
 * Reads arriving answers against the instrument and names every item. Refuses with the code of the first finding
 * and all findings in `errors`: `item-unknown`, `answer-of-wrong-type`, `answer-out-of-range`, `option-unknown`,
 * `options-contradict`, `item-not-for-participant`. A value out of range is refused, never turned into "missing".
 */
export function checkAnswers(instrument: Instrument, raw: RawAnswers, from: Respondent): Answers {
  const known = new Map(instrument.items.map((item) => [item.code, item]));
  const findings: Finding[] = [];
  for (const code of Object.keys(raw)) {
    if (!known.has(code))
      findings.push(finding('item-unknown', code, `${instrument.code} ${instrument.version} has no such item`));
  }
  const answers: Record<string, Answer> = {};
  for (const item of instrument.items) {
    const arrived = Object.hasOwn(raw, item.code) ? raw[item.code] : undefined;
    const read = readAnswer(item, arrived);
    if ('rule' in read) findings.push(read);
    else if (item.filledBy === 'clinician' && from === 'participant' && read.state !== 'not-reached') {
      findings.push(finding('item-not-for-participant', item.code, 'this item is filled in by the site'));
    } else answers[item.code] = read;
  }
  const [first] = findings;
  if (first) {
    const errors = findings.map(({ field, rule }) => ({ field, rule }));
    throw new Rejection(first.code, { field: first.field, rule: first.rule, errors });
  }
  return answers;
}

interface Finding {
  readonly code: string;
  readonly field: string;
  readonly rule: string;
}

const finding = (code: string, item: string, rule: string): Finding => ({ code, field: `answers.${item}`, rule });

function readAnswer(item: Item, raw: unknown): Answer | Finding {
  if (raw === undefined) return { state: 'not-reached' };
  if (raw === null) return { state: 'left-open' };
  if (typeof raw === 'object' && 'skippedAt' in raw) return readSkip(item, raw.skippedAt);
  switch (item.kind) {
    case 'choice':
    case 'position':
      return readNumber(item, raw);
    case 'ticks':
      return readTicks(item, raw);
  }
}

function readSkip(item: Item, skippedAt: unknown): Answer | Finding {
  try {
    if (typeof skippedAt === 'string') return { state: 'skipped', skippedAt: instant(skippedAt).toString() };
  } catch {
    // not a moment: the same finding as for a value that is no text
  }
  return finding('answer-of-wrong-type', item.code, 'an explicit skip carries the moment it was made, in ISO 8601');
}

function readNumber(item: ChoiceItem | PositionItem, raw: unknown): Answer | Finding {
  if (typeof raw !== 'number') return finding('answer-of-wrong-type', item.code, 'the answer is a number');
  const { minimum, maximum } = item;
  // Written so that NaN fails as well.
  if (!(raw >= minimum && raw <= maximum)) {
    return finding('answer-out-of-range', item.code, `the answer lies from ${minimum} to ${maximum}`);
  }
  if (item.kind === 'choice' && !Number.isInteger(raw)) {
    return finding('answer-of-wrong-type', item.code, `the answer is a whole number from ${minimum} to ${maximum}`);
  }
  return { state: 'answered', value: raw };
}

function readTicks(item: TicksItem, raw: unknown): Answer | Finding {
  if (!Array.isArray(raw)) return finding('answer-of-wrong-type', item.code, 'the answer is a list of ticked options');
  const ticked = new Set<unknown>(raw);
  const unknown = [...ticked].find((option) => !item.options.some((known) => known === option));
  if (unknown !== undefined) {
    return finding('option-unknown', item.code, `the options are ${item.options.join(', ')}`);
  }
  if (item.noneOption !== undefined && ticked.has(item.noneOption) && ticked.size > 1) {
    return finding('options-contradict', item.code, `${item.noneOption} cannot be ticked together with another option`);
  }
  // An empty list says nothing: it does not tell "none of these" from "not answered".
  if (ticked.size === 0) return { state: 'left-open' };
  return { state: 'answered', value: item.options.filter((option) => ticked.has(option)) };
}
