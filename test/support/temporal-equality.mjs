import { expect } from '@jest/globals';

const KINDS = ['Temporal.Instant', 'Temporal.PlainDate', 'Temporal.Duration', 'Temporal.ZonedDateTime'];
const kindOf = (value) => (typeof value === 'object' && value !== null ? value[Symbol.toStringTag] : undefined);

/** Jest compares fields, and a Temporal value has none: without this any two instants would be equal. */
expect.addEqualityTesters([
  function temporalEquality(a, b) {
    const [kind, other] = [kindOf(a), kindOf(b)];
    if (!KINDS.includes(kind) && !KINDS.includes(other)) return undefined;
    return kind === other && a.toString() === b.toString();
  },
]);
