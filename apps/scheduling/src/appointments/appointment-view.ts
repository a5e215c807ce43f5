import type { AppointmentView } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { hasNoOpenDay } from '../domain/appointments/appointment.js';
import type { Clinic } from '../domain/appointments/clinic.js';
import { positionOf, type VisitWindow } from '../domain/visit-window.js';
import { visitViewOf } from '../visits/visit-view.js';
import type { StoredVisit } from '../visits/visit.table.js';

/** The visit, with what its appointment and the clinic of its site make of it. */
export const appointmentViewOf = (visit: StoredVisit, clinic: Clinic | undefined, now: Instant): AppointmentView =>
  Object.assign(visitViewOf(visit, now), {
    outsideWindow: visit.plannedFor !== null && positionOf(visit, visit.plannedFor) !== 'in-window',
    warnings: warningsOf(clinic, visit),
  });

/** What a coordinator should know before looking for a date. */
export const warningsOf = (clinic: Clinic | undefined, window: VisitWindow): string[] =>
  clinic && hasNoOpenDay(clinic, window) ? ['no-open-day-in-window'] : [];
