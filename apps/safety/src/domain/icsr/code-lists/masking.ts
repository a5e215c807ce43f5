/**
 * What the EU wants masked whenever it is known (GVP module VI, addendum II, in force since 25 July 2025): elements sent
 * as nullFlavor MSK. Why something is not known may be said.
 */
export const MASKED_ELEMENTS = [
  'C.2.r.1.1',
  'C.2.r.1.2',
  'C.2.r.1.3',
  'C.2.r.1.4',
  'C.2.r.2.1',
  'C.2.r.2.2',
  'C.2.r.2.3',
  'C.2.r.2.6',
  'C.2.r.2.7',
  'D.1.1.1',
  'D.1.1.2',
  'D.1.1.3',
  'D.10.1',
] as const;

/** What is not sent at all, by the same addendum: the person at the sender, and the sender's address, phone and fax. */
export const LEFT_OUT_ELEMENTS = [
  'C.3.3.2',
  'C.3.3.3',
  'C.3.3.4',
  'C.3.3.5',
  'C.3.4.1',
  'C.3.4.2',
  'C.3.4.3',
  'C.3.4.4',
  'C.3.4.5',
  'C.3.4.6',
  'C.3.4.7',
] as const;
