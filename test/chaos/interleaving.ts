import fc from 'fast-check';
import { INTERRUPTIONS, type Interruption } from './interruptions.js';

/** Three who may be randomised, one whose eligibility nobody signed, one of another site. */
export type Who = 'first' | 'second' | 'third' | 'unsigned' | 'elsewhere';

/** One request to randomise somebody; whoever has the same key has the same request. */
export interface Ask {
  readonly who: Who;
  readonly level: 'one' | 'more';
  readonly key: 'a' | 'b';
  /** Whether the caller waits for the answer. */
  readonly stays: boolean;
  /** It is sent when the service has asked the database so much, or when nobody else is being answered. */
  readonly after: number;
}

/** What goes wrong, and after how many steps (of writing) or packets (between statements). */
export interface Fault {
  readonly kind: Interruption | 'cut' | 'lose';
  readonly after: number;
}

/** Requests at the same time, how long what the service asks of the database is on its way, and what goes wrong. */
export interface Interleaving {
  readonly asks: readonly Ask[];
  /** Turns of the event loop that the n-th packet waits, over and over. */
  readonly turns: readonly number[];
  readonly faults: readonly Fault[];
}

const ask: fc.Arbitrary<Ask> = fc.record({
  who: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Who>('first', 'second', 'third') },
    { weight: 1, arbitrary: fc.constantFrom<Who>('unsigned', 'elsewhere') },
  ),
  level: fc.constantFrom('one', 'more'),
  key: fc.constantFrom('a', 'b'),
  stays: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  after: fc.oneof(fc.constant(0), fc.nat(24)),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...INTERRUPTIONS), after: fc.nat(11) }),
  fc.record({ kind: fc.constantFrom('cut', 'lose'), after: fc.nat(24) }),
);

/** Not more faults than a request may be run again: so none may end in a fault of its own. */
export const anInterleaving: fc.Arbitrary<Interleaving> = fc.record({
  asks: fc.array(ask, { minLength: 3, maxLength: 6 }),
  turns: fc.array(fc.oneof(fc.constant(0), fc.nat(20)), { minLength: 1, maxLength: 12 }),
  faults: fc.array(fault, { maxLength: 3 }),
});
