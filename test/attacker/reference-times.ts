import type { Row, Table } from './dump.js';
import { momentIn } from './moments.js';
import type { Owners } from './owners.js';

/**
 * When each participant was randomised, by trial time and by the clock of the database: every other time is also looked
 * at as a distance from these two, so that a delay shows that is small beside what passes between participants.
 */
export function referencesIn(tables: readonly Table[], owners: Owners, n: number): Map<string, Float64Array> {
  const column = (suffix: string, key: string, when: (row: Row) => boolean = () => true) => {
    const times = new Float64Array(n).fill(NaN);
    for (const row of tables.find(({ name }) => name.endsWith(suffix))?.rows ?? []) {
      const owner = when(row) ? owners.of(row) : undefined;
      if (owner !== undefined) times[owner] = momentIn(row[key]) ?? NaN;
    }
    return times;
  };
  return new Map([
    ['randomised', column('.enrolment.randomisation', 'randomised_at')],
    [
      'randomisation was written',
      column('.enrolment.audit_entry', 'recorded_at', (row) => row['table_name'] === 'randomisation'),
    ],
  ]);
}
