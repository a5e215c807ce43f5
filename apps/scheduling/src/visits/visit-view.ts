import type { LaterVisit, VisitView } from '@trial/contracts';
import { startOfDay, type Instant } from '@trial/kernel';
import { dayOf, occurredOf, positionOfAttendance, type Occurred } from '../domain/attendance.js';
import { daysFromTarget, deviationOf } from '../domain/deviation.js';
import { studyDay } from '../domain/study-day.js';
import { standingOf, type Visit } from '../domain/visit.js';
import { windowFactsOf, written } from './visit-facts.js';
import type { StoredVisit } from './visit.table.js';

/** A visit as a caller sees it at `now`: standing, position, deviation and study day are derived here (S04, S05). */
export const visitViewOf = (visit: StoredVisit, now: Instant): VisitView => ({
  visitId: visit.id,
  participantId: visit.participantId,
  siteId: visit.siteId,
  visitCode: visit.visitCode,
  kind: visit.kind,
  phase: visit.phase,
  provisional: visit.provisional,
  countedFrom: visit.countedFrom,
  countedFromAt: written(visit.countedFromAt),
  trialVersion: visit.trialVersion,
  state: visit.state,
  standing: standingOf(visit, now),
  targetAt: written(visit.targetAt),
  opensAt: written(visit.opensAt),
  closesAt: written(visit.closesAt),
  ...(visit.plannedFor ? { plannedFor: written(visit.plannedFor) } : {}),
  ...attendanceOf(visit, occurredOf(visit)),
  ...(visit.reason === null ? {} : { cause: visit.reason }),
  primary: visit.primary,
  ...(visit.contactOnly ? { contactOnly: true } : {}),
  version: visit.version,
});

/** A visit after another, and where it would move with it. */
export const laterVisitOf = (visit: Visit, moved: Visit | undefined): LaterVisit => {
  const { id, visitCode, plannedFor } = visit;
  return {
    ...{ visitId: id, visitCode, ...windowFactsOf(visit) },
    ...(plannedFor ? { plannedFor: written(plannedFor) } : {}),
    ...(moved ? { movesTo: windowFactsOf(moved) } : {}),
  };
};

/** As it was typed; of a date, what follows from it and no more. */
function attendanceOf(visit: StoredVisit, occurred: Occurred | null): Partial<VisitView> {
  if (occurred === null) return {};
  const { anchorAt, zone } = visit;
  const deviation = deviationOf(visit, occurred);
  const deviationDays = daysFromTarget(visit, occurred);
  const day = dayOf(occurred, zone);
  return {
    ...(typeof occurred === 'string' ? { occurredOn: occurred } : { occurredAt: written(occurred) }),
    position: positionOfAttendance(visit, occurred),
    ...(deviationDays === null ? {} : { deviationDays }),
    ...(deviation === 'none' ? {} : { deviation }),
    ...(anchorAt && day ? { studyDay: studyDay(anchorAt, startOfDay(day, zone), zone) } : {}),
  };
}
