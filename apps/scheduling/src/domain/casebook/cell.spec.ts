import { instant } from '@trial/kernel';
import type { VisitState } from '../visit.js';
import { cellOf, type CellBasis } from './cell.js';

const now = instant('2025-03-04T12:00:00Z');
const base: CellBasis = {
  ...{ visitCode: 'W02', state: 'planned', provisional: false, contactOnly: false, unit: 'days' },
  ...{ opensAt: Date.UTC(2025, 2, 1), targetAt: Date.UTC(2025, 2, 4), closesAt: Date.UTC(2025, 2, 8) },
  ...{ plannedFor: null, occurredAt: null, occurredOn: null, deviation: null, formsDue: 0, formsAnswered: 0 },
};

describe('a cell of the casebook', () => {
  it('says nothing of what is not there', () => {
    expect(cellOf(base, now)).toEqual({ visit: 'W02', state: 'planned', standing: 'due' });
  });

  it('says everything else in a word each', () => {
    const done = {
      state: 'done',
      occurredAt: Date.UTC(2025, 2, 9),
      deviation: 'drafted',
      plannedFor: base.targetAt,
    } as const;
    expect(
      cellOf({ ...base, ...done, formsDue: 1, formsAnswered: 2, provisional: true, contactOnly: true }, now),
    ).toEqual({
      ...{ visit: 'W02', state: 'done', position: 'after-window', provisional: true, contactOnly: true },
      ...{ appointment: true, deviation: 'drafted', forms: { due: 1, answered: 2 } },
    });
  });

  it.each<[VisitState]>([['missed'], ['cancelled'], ['not-applicable']])(
    'of a visit that is %s has no standing',
    (state) => {
      expect(cellOf({ ...base, state }, now)).toEqual({ visit: 'W02', state });
    },
  );
});
