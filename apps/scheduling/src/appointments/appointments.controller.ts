import { Controller } from '@nestjs/common';
import {
  findSlots,
  previewAppointment,
  rescheduleVisit,
  withdrawAppointment,
  type AppointmentPreview,
  type AppointmentView,
  type FindSlots,
  type PreviewAppointment,
  type RescheduleVisitCommand,
  type SlotPage,
  type WithdrawAppointmentCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { appointmentPreview } from './appointment-preview.reads.js';
import { RescheduleVisit } from './reschedule-visit.js';
import { freeSlots } from './slot.reads.js';
import { WithdrawAppointment } from './withdraw-appointment.js';

@Controller()
export class AppointmentsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly rescheduling: RescheduleVisit,
    private readonly withdrawing: WithdrawAppointment,
  ) {}

  @OnCommand(rescheduleVisit)
  reschedule(command: RescheduleVisitCommand, context: Context): Promise<AppointmentView> {
    return this.rescheduling.execute(command, context);
  }

  @OnCommand(withdrawAppointment)
  withdraw(command: WithdrawAppointmentCommand, context: Context): Promise<AppointmentView> {
    return this.withdrawing.execute(command, context);
  }

  @OnQuery(findSlots)
  slots(request: FindSlots, context: Context): Promise<SlotPage> {
    return this.transactions.read(context, (tx) => freeSlots(tx, this.trials, request));
  }

  @OnQuery(previewAppointment)
  preview(request: PreviewAppointment, context: Context): Promise<AppointmentPreview> {
    return this.transactions.read(context, (tx) => appointmentPreview(tx, this.trials, request));
  }
}
