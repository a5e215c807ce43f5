import type { VisitView } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { daysFromTarget, deviationOf } from '../domain/deviation.js';
import { studyDay } from '../domain/study-day.js';
import { positionOf } from '../domain/visit-window.js';
import { standingOf } from '../domain/visit.js';
import { written } from './visit-facts.js';
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
  ...(visit.occurredAt ? attendanceOf(visit, visit.occurredAt) : {}),
  ...(visit.reason === null ? {} : { cause: visit.reason }),
  primary: visit.primary,
  ...(visit.contactOnly ? { contactOnly: true } : {}),
  version: visit.version,
});

function attendanceOf(visit: StoredVisit, occurredAt: Instant): Partial<VisitView> {
  const deviation = deviationOf(visit, occurredAt);
  return {
    occurredAt: written(occurredAt),
    position: positionOf(visit, occurredAt),
    deviationDays: daysFromTarget(visit, occurredAt),
    ...(deviation === 'none' ? {} : { deviation }),
    ...(visit.anchorAt ? { studyDay: studyDay(visit.anchorAt, occurredAt, visit.zone) } : {}),
  };
}
