import { Rejection, type Id, type Instant, type PersonId } from '@trial/kernel';
import type { AdverseEventId } from '../adverse-event.js';

/** What somebody coded an event with. Its own row, never overwritten: a later one counts instead. */
export interface Coding {
  readonly id: Id<'adverse-event-coding'>;
  readonly adverseEventId: AdverseEventId;
  /** From 1, of its event: two of one moment have an order too. */
  readonly ordinal: number;
  /** On the lowest level, in the words of the dictionary on that day. */
  readonly term: string;
  readonly termName: string;
  readonly dictionaryVersion: string;
  /** The release it was looked up in. */
  readonly releaseId: Id<'dictionary-release'>;
  readonly by: PersonId;
  readonly at: Instant;
  /** Null for the first coding of an event. */
  readonly reason: string | null;
}

/** A term as a version of the dictionary has it. */
export interface DictionaryTerm {
  readonly code: string;
  readonly name: string;
  readonly current: boolean;
  readonly preferred: string;
  readonly preferredName: string;
  readonly organClass: string;
  readonly organClassName: string;
}

/**
 * Whether an event may be coded so. Refused: `meddra-term-not-current`, `coding-changes-nothing`, and `reason-missing` where
 * an earlier coding is replaced without saying why.
 */
export function mustBeCodable(
  earlier: Coding | undefined,
  { code, current }: DictionaryTerm,
  version: string,
  reason: string | null,
): void {
  if (!current)
    throw new Rejection('meddra-term-not-current', { field: 'meddraCode', rule: `not current in version ${version}` });
  if (!earlier) return;
  if (earlier.term === code && earlier.dictionaryVersion === version)
    throw new Rejection('coding-changes-nothing', { field: 'meddraCode', rule: 'it is coded so already' });
  if (!reason?.trim()) throw new Rejection('reason-missing', { field: 'reason', rule: 'a changed coding says why' });
}

/** What another version of the dictionary makes of a term an event is coded with. */
export const codingChanges = ['gone', 'not-current', 'renamed', 'other-preferred-term', 'other-organ-class'] as const;
export type CodingChange = (typeof codingChanges)[number];

/** Everything that differs between the term an event was coded with and the same code in another version; nothing is re-mapped. */
export function changesOf(before: DictionaryTerm, after: DictionaryTerm | undefined): readonly CodingChange[] {
  if (!after) return ['gone'];
  const found: readonly (readonly [boolean, CodingChange])[] = [
    [!after.current, 'not-current'],
    [after.name !== before.name, 'renamed'],
    [after.preferred !== before.preferred, 'other-preferred-term'],
    [after.organClass !== before.organClass, 'other-organ-class'],
  ];
  return found.filter(([differs]) => differs).map(([, change]) => change);
}
