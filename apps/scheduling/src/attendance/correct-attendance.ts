import { Injectable } from '@nestjs/common';
import { visitAttendanceCorrected, type CorrectAttendanceCommand, type VisitView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { readOccurred } from '../domain/attendance.js';
import { correctAttendance } from '../domain/visit.js';
import { MoveDependentVisits } from '../visit-plans/move-dependent-visits.js';
import { lockVisit, momentsOf, storeVisit } from '../visits/change-visit.js';
import { attendanceFactsOf } from '../visits/visit-facts.js';
import { visitViewOf } from '../visits/visit-view.js';

/** A visit took place at another time than was recorded; the audit trail keeps both, with the reason. */
@Injectable()
export class CorrectAttendance {
  constructor(
    private readonly transactions: Transactions,
    private readonly dependents: MoveDependentVisits,
  ) {}

  execute(command: CorrectAttendanceCommand, context: Context): Promise<VisitView> {
    return this.transactions.once(context, async (tx) => {
      const recorded = await lockVisit(tx, command);
      if (recorded.version !== command.expectedVersion) throw new Rejection('version-conflict');
      const occurred = readOccurred(command);
      const corrected = correctAttendance(recorded, occurred, await momentsOf(tx, recorded));
      const visit = await storeVisit(tx, recorded, corrected);
      await deriveDeviation(tx, visit);
      publish(tx, visitAttendanceCorrected, attendanceFactsOf(visit, occurred));
      await this.dependents.of(tx, visit);
      return visitViewOf(visit, tx.now);
    });
  }
}
