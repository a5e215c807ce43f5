/**
 * A letter for each arm, for a report whose reader is not told which is which: A, B and so on in an order that follows from
 * a secret alone. `secretOf` gives the same for an arm each time, and nobody without the key can compute it.
 */
export function lettersFor(arms: readonly string[], secretOf: (arm: string) => string): ReadonlyMap<string, string> {
  const shuffled = arms
    .map((arm) => ({ arm, secret: secretOf(arm) }))
    .sort((a, b) => (a.secret < b.secret ? -1 : 1))
    .map(({ arm }) => arm);
  return new Map(shuffled.map((arm, index) => [arm, String.fromCharCode('A'.charCodeAt(0) + index)]));
}
