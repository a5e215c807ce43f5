import type { AttendancePreview, PreviewAttendance } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { positionOfAttendance, readOccurred } from '../domain/attendance.js';
import { correctAttendance, recordVisit } from '../domain/visit.js';
import { movesBy } from '../visit-plans/moves.reads.js';
import { momentsOf } from '../visits/change-visit.js';
import { refusalOf } from '../visits/refusal-of.js';
import { laterVisitOf } from '../visits/visit-view.js';
import { Visits } from '../visits/visit.table.js';

/**
 * What an attendance would mean, asked before it is recorded or, of a visit that took place, corrected; nothing is written
 * (S08). `Rejection`: `visit-unknown`, `moment-or-date`.
 */
export async function attendancePreview(
  tx: Transaction,
  trials: Trials,
  { participantId, visitId, ...typed }: PreviewAttendance,
): Promise<AttendancePreview> {
  const occurred = readOccurred(typed);
  const visits = await tx.rows(Visits).find({ where: { participantId }, order: { targetAt: 'asc', id: 'asc' } });
  const visit = visits.find(({ id }) => id === visitId);
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });

  const position = positionOfAttendance(visit, occurred);
  const attend = visit.state === 'done' ? correctAttendance : recordVisit;
  const refusal = await refusalOf(async () => attend(visit, occurred, await momentsOf(tx, visit)));
  if (refusal !== undefined) return { position, refusal, laterVisits: [] };
  const moves = await movesBy(tx, trials, visits, visit, occurred);
  return {
    position,
    laterVisits: visits.flatMap((each) => (moves.has(each.id) ? laterVisitOf(each, moves.get(each.id)) : [])),
  };
}
