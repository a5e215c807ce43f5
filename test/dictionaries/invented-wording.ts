import type { CtcaeVersion } from '../../apps/safety/src/domain/ctcae/term.js';
import { termsOf } from '../../apps/safety/src/domain/ctcae/terms.js';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A table as the publisher makes them, for every term of a version, in words nobody publishes. */
export function inventedWording(version: CtcaeVersion): readonly string[] {
  const header = ['Code', 'MedDRA SOC', `CTCAE v${version} Term`, ...[1, 2, 3, 4, 5].map((n) => `Grade ${n}`)];
  const rows = termsOf(version).map(({ name, organClass, grades }) =>
    [
      ...['', organClass, name],
      ...([1, 2, 3, 4, 5] as const).map((n) => (grades.includes(n) ? `invented words ${n}` : '-')),
      `An invented thing, "${name}"`,
    ].map(quoted),
  );
  return [[...header, 'Definition'].map(quoted), ...rows].map((cells) => cells.join(','));
}
