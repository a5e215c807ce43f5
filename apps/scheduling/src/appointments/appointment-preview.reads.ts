import type { AppointmentPreview, PreviewAppointment } from '@trial/contracts';
import { instant, Rejection, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { makeAppointment, previewMove } from '../domain/appointments/appointment.js';
import { refuseFull, slotAt, type Clinic } from '../domain/appointments/clinic.js';
import { movesBy } from '../visit-plans/moves.reads.js';
import { refusalOf } from '../visits/refusal-of.js';
import { written } from '../visits/visit-facts.js';
import { laterVisitOf } from '../visits/visit-view.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { warningsOf } from './appointment-view.js';
import { clinicOf, takenAt } from './clinic.reads.js';

/**
 * What an appointment would mean, asked before it is made; nothing is written and no place is held (S08).
 * `Rejection`: `visit-unknown`, `trial-not-active-at-site`.
 */
export async function appointmentPreview(
  tx: Transaction,
  trials: Trials,
  { participantId, visitId, plannedFor }: PreviewAppointment,
): Promise<AppointmentPreview> {
  const visits = await tx.rows(Visits).findBy({ participantId });
  const visit = visits.find(({ id }) => id === visitId);
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });

  const at = instant(plannedFor);
  const clinic = clinicOf(trials, visit, tx.now);
  const others = visits.filter((other) => other !== visit);
  const { position, laterVisits, conflicts } = previewMove(visit, others, at);
  const moves = await movesBy(tx, trials, visits, visit, at);
  const refusal = await refusalOf(() => tryOut(tx, visit, clinic, at));
  return {
    plannedFor: written(at),
    position,
    ...(refusal ? { refusal } : {}),
    laterVisits: laterVisits.map((later) => laterVisitOf(later, moves.get(later.id))),
    conflicts: conflicts.map(({ visit: { id, visitCode }, kind }) => ({ visitId: id, visitCode, kind })),
    warnings: warningsOf(clinic, visit),
  };
}

async function tryOut(tx: Transaction, visit: StoredVisit, clinic: Clinic | undefined, at: Instant): Promise<void> {
  makeAppointment(visit, at, tx.now, true);
  if (!clinic) return;
  const slot = slotAt(clinic, at, visit.zone);
  refuseFull(clinic, slot, await takenAt(tx, visit, { from: at, until: at, except: visit.id }));
}
