import type { Phase } from '../visit-window.js';

/** A visit of the plan as the head of a column. */
export interface Column {
  readonly code: string;
  readonly name: string;
  readonly phase: Phase;
}

/**
 * One column for every visit of every version of a trial, in the order of the newest plan. A visit that only an older version
 * has stands behind the one it followed there; its participants keep it. Name and phase are those of the newest version
 * that has the visit.
 *
 * @param versions the visits of each version in plan order, newest version first.
 */
export function columnsOf(versions: readonly (readonly Column[])[]): readonly Column[] {
  const [newest = [], ...older] = versions;
  const columns = [...newest];
  const placeOf = (code: string): number => columns.findIndex((column) => column.code === code);
  for (const visits of older) {
    let place = -1;
    for (const { code, name, phase } of visits) {
      const known = placeOf(code);
      place = known === -1 ? place + 1 : known;
      if (known === -1) columns.splice(place, 0, { code, name, phase });
    }
  }
  return columns;
}
