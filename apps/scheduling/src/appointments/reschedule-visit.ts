import { Injectable } from '@nestjs/common';
import { visitRescheduled, type AppointmentView, type RescheduleVisitCommand } from '@trial/contracts';
import { instant, Rejection, type Context, type Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { makeAppointment } from '../domain/appointments/appointment.js';
import { refuseFull, slotAt, type Clinic } from '../domain/appointments/clinic.js';
import { lockVisit, storeVisit } from '../visits/change-visit.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { appointmentViewOf } from './appointment-view.js';
import { clinicOf, lockDay, takenAt } from './clinic.reads.js';

/** Makes or moves the appointment of a visit that the caller has read (`expectedVersion`), where the clinic has a place. */
@Injectable()
export class RescheduleVisit {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RescheduleVisitCommand, context: Context): Promise<AppointmentView> {
    const plannedFor = instant(command.plannedFor);

    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      if (planned.version !== command.expectedVersion) throw new Rejection('version-conflict');
      const clinic = clinicOf(this.trials, planned, tx.now);
      const made = makeAppointment(planned, plannedFor, tx.now, command.outsideWindow === true);
      if (clinic) await takePlace(tx, planned, clinic, plannedFor);

      const visit = await storeVisit(tx, planned, made);
      publish(tx, visitRescheduled, { ...visitFactsOf(visit), plannedFor: written(plannedFor) });
      return appointmentViewOf(visit, clinic, tx.now);
    });
  }
}

/** From here to the commit nobody else takes a place at the site that day, so what is counted stays true. */
async function takePlace(tx: Transaction, visit: StoredVisit, clinic: Clinic, at: Instant): Promise<void> {
  const slot = slotAt(clinic, at, visit.zone);
  await lockDay(tx, visit, slot);
  refuseFull(clinic, slot, await takenAt(tx, visit, { from: at, until: at, except: visit.id }));
}
