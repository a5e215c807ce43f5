import { civilDate, instantAt, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { occurrenceOf } from '../domain/attendance.js';
import { cellOf, type CellBasis } from '../domain/casebook/cell.js';
import { windowOf, type VisitRule } from '../domain/visit-window.js';
import { planVisit, type VisitState } from '../domain/visit.js';
import { visitViewOf } from '../visits/visit-view.js';
import type { StoredVisit } from '../visits/visit.table.js';

const zone = 'Europe/Amsterdam';

const rules = fc.oneof(
  fc
    .record({ days: fc.integer({ min: -30, max: 400 }), before: fc.nat(30), after: fc.nat(30) })
    .map(({ days, before, after }): VisitRule => ({
      code: 'V',
      offset: { days },
      window: { before, after, unit: 'days' },
    })),
  fc
    .record({ hours: fc.nat(100), before: fc.nat(30), after: fc.nat(30) })
    .map(({ hours, before, after }): VisitRule => ({
      code: 'V',
      offset: { hours },
      window: { before, after, unit: 'hours' },
    })),
);
const moments = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2026, 0) }).map(instantAt);
/** Of a day near a moment what is known: the day, the month or the year. */
const datesNear = (at: fc.Arbitrary<Instant>) =>
  fc
    .tuple(at, fc.constantFrom(4, 7, 10))
    .map(([moment, length]) => civilDate(moment, zone).toString().slice(0, length));
const states = fc.constantFrom<VisitState[]>('planned', 'done', 'missed', 'cancelled', 'not-applicable');

/** A visit, and a clock that often stands at an edge of its window, or a millisecond beside it. */
const visitsAndClocks = fc
  .record({
    rule: rules,
    anchorAt: moments,
    state: states,
    provisional: fc.boolean(),
    contactOnly: fc.boolean(),
    plannedFor: fc.option(moments),
  })
  .chain(({ rule, anchorAt, state, provisional, contactOnly, plannedFor }) => {
    const window = windowOf(rule, anchorAt, zone);
    const at = fc.oneof(
      moments,
      fc
        .tuple(fc.constantFrom(window.opensAt, window.targetAt, window.closesAt), fc.integer({ min: -1, max: 1 }))
        .map(([edge, milliseconds]) => edge.add({ milliseconds })),
    );
    return fc.record({ clock: at, occurred: fc.oneof(at, datesNear(at)) }).map(({ clock, occurred }) => {
      const planned = { visitCode: rule.code, phase: 'follow-up', primary: false, last: false } as const;
      const counted = { provisional, contactOnly, countedFrom: 'anchor', countedFromAt: anchorAt };
      const visit: StoredVisit = {
        ...planVisit('visit', 'somebody', { ...planned, ...counted, ...window }),
        ...{ state, plannedFor, reason: null, ...(state === 'done' ? occurrenceOf(occurred) : {}) },
        ...{ trialId: 'T', siteId: 'S', trialVersion: 1, anchorAt, version: 1 },
      };
      return { visit, clock };
    });
  });

it('a cell says what the visit says of itself, whatever the visit and the clock', () => {
  fc.assert(
    fc.property(visitsAndClocks, ({ visit, clock }) => {
      const { visitCode, state, standing, position, provisional, contactOnly, plannedFor } = visitViewOf(visit, clock);
      expect(cellOf(basisOf(visit), clock)).toEqual({
        ...{ visit: visitCode, state },
        ...(standing === 'closed' ? {} : { standing }),
        ...(position === undefined ? {} : { position }),
        ...(provisional ? { provisional } : {}),
        ...(contactOnly ? { contactOnly } : {}),
        ...(plannedFor === undefined ? {} : { appointment: true }),
      });
    }),
    { numRuns: 3_000 },
  );
});

const basisOf = (visit: StoredVisit): CellBasis => ({
  ...{ visitCode: visit.visitCode, state: visit.state, provisional: visit.provisional, unit: visit.unit },
  contactOnly: visit.contactOnly,
  ...{ opensAt: visit.opensAt.epochMilliseconds, targetAt: visit.targetAt.epochMilliseconds },
  ...{ closesAt: visit.closesAt.epochMilliseconds, plannedFor: visit.plannedFor?.epochMilliseconds ?? null },
  ...{ occurredOn: visit.occurredOn === null ? null : [visit.occurredOn, visit.zone] },
  ...{ occurredAt: visit.occurredAt?.epochMilliseconds ?? null, deviation: null, formsDue: 0, formsAnswered: 0 },
});
