/**
 * A case has one source and two readers. What only those may read who may know the treatment (the regulator, and
 * pharmacovigilance who writes to it) is marked here, value by value; everything else is for both.
 */
export interface Restrictable {
  /** True: this entry would tell the treatment, or would not exist but for it. */
  readonly restricted?: true;
}

/** What the blinded read and, where that differs, what the regulator reads instead. */
export interface Seen<Value> {
  readonly blinded: Value;
  readonly regulator?: Value;
}

/** Who a copy of a case is for. */
export type Reader = 'blinded' | 'regulator';

export const seenBy = <Value>(reader: Reader, seen: Seen<Value>): Value =>
  reader === 'regulator' ? (seen.regulator ?? seen.blinded) : seen.blinded;

/** The entries a reader may see. */
export const visibleTo = <Entry extends Restrictable>(reader: Reader, entries: readonly Entry[]): readonly Entry[] =>
  reader === 'regulator' ? entries : entries.filter(({ restricted }) => restricted !== true);
