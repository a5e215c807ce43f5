import { clinicalFacts } from '../ctcae/criterion.js';
import { baselineStatuses, comparators, variants, type LabRequest } from './lab-request.js';

/** What keeps a parsed line from being a request, naming the field; undefined if nothing does. Other fields are let be. */
export function requestFault(line: unknown): string | undefined {
  if (!isRecord(line)) return 'not an object';
  for (const { field, holds, expected } of fields) {
    if (!holds(line[field])) return `${field}: expected ${expected}`;
  }
  return factsFault(line.facts) ?? intervalFault(line);
}

/** Whether a parsed line is a request: it has no fault. */
export const isLabRequest = (line: unknown): line is LabRequest => requestFault(line) === undefined;

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (line: unknown): line is Fields => typeof line === 'object' && line !== null && !Array.isArray(line);

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isAmount = (value: unknown): boolean => isAbsent(value) || (isNumber(value) && value >= 0);

/** A number too large to be kept exactly would come back as another id. */
const isId = (value: unknown): boolean =>
  typeof value === 'string' || (isNumber(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)));

const amount = (field: keyof LabRequest) => ({ field, holds: isAmount, expected: 'a number that is not negative' });

const oneOf = (field: keyof LabRequest, words: readonly string[]) => ({
  field,
  holds: (value: unknown) => isAbsent(value) || words.some((word) => word === value),
  expected: `one of ${words.join(', ')}`,
});

const fields: readonly { field: keyof LabRequest; holds: (value: unknown) => boolean; expected: string }[] = [
  { field: 'id', holds: isId, expected: 'a text, or a number that can be kept exactly' },
  { field: 'term', holds: (value) => typeof value === 'string', expected: 'a text' },
  oneOf('variant', variants),
  amount('value'),
  oneOf('comparator', comparators),
  { field: 'unit', holds: (value) => isAbsent(value) || typeof value === 'string', expected: 'a text' },
  amount('lln'),
  amount('uln'),
  amount('baseline'),
  oneOf('baselineStatus', baselineStatuses),
  { field: 'percentChange', holds: (value) => isAbsent(value) || isNumber(value), expected: 'a number' },
  { field: 'facts', holds: (value) => isAbsent(value) || isRecord(value), expected: 'an object of true and false' },
  amount('manufacturerMiCutoff'),
];

const factNames: ReadonlySet<string> = new Set(clinicalFacts);

function factsFault(facts: unknown): string | undefined {
  if (!isRecord(facts)) return undefined;
  for (const name of Object.keys(facts)) {
    if (!factNames.has(name)) return `facts.${name}: no such fact; known are ${clinicalFacts.join(', ')}`;
    const fact = facts[name];
    if (!isAbsent(fact) && typeof fact !== 'boolean') return `facts.${name}: expected true or false`;
  }
  return undefined;
}

/** Nothing measured is less than nothing. */
const intervalFault = ({ comparator, value }: Fields): string | undefined =>
  comparator === '<' && value === 0 ? 'value: nothing is below 0' : undefined;
