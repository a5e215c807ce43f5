import { Injectable } from '@nestjs/common';
import { visitAppointmentWithdrawn, type AppointmentView, type WithdrawAppointmentCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { withdrawAppointment } from '../domain/appointments/appointment.js';
import { lockVisit, storeVisit } from '../visits/change-visit.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import { appointmentViewOf } from './appointment-view.js';
import { clinicOf } from './clinic.reads.js';

/** Takes back the appointment of a visit that the caller has read; its place at the clinic is free from the commit on. */
@Injectable()
export class WithdrawAppointment {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: WithdrawAppointmentCommand, context: Context): Promise<AppointmentView> {
    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      if (planned.version !== command.expectedVersion) throw new Rejection('version-conflict');
      const visit = await storeVisit(tx, planned, withdrawAppointment(planned));
      publish(tx, visitAppointmentWithdrawn, visitFactsOf(visit));
      return appointmentViewOf(visit, clinicOf(this.trials, visit, tx.now), tx.now);
    });
  }
}
