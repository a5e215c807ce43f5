import type { AnalysisVisits, AnalysisVisitsQuery } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials, VisitMapping } from '@trial/trial-configuration';
import { analysisVisits } from '../domain/analysis-visits.js';
import { Participants } from '../participants/participant.table.js';
import { written } from './visit-facts.js';
import { Visits } from './visit.table.js';

/** What a trial that says nothing has: what is written on an attendance counts, and nothing else. */
const AS_WRITTEN: VisitMapping = { outOfWindow: 'as-labelled', unscheduled: 'never' };

/** Which attendance stands for each visit; `Rejection('participant-not-known-yet')` for nobody the caller may see. */
export async function analysisVisitsOf(
  tx: Transaction,
  trials: Trials,
  { trialId, participantId }: AnalysisVisitsQuery,
): Promise<AnalysisVisits> {
  const participant = await tx.rows(Participants).findOneBy({ id: participantId, trialId });
  if (!participant?.trialVersion) throw new Rejection('participant-not-known-yet', { field: 'participantId' });
  const { visitMapping = AS_WRITTEN, version } = trials.version(trialId, participant.trialVersion);
  const visits = await tx.rows(Visits).find({ where: { participantId }, order: { targetAt: 'asc', id: 'asc' } });
  return {
    items: analysisVisits(visits, visitMapping).map(({ visitCode, rule, attendance, daysFromTarget }) => ({
      visitCode,
      rule,
      ...(attendance ? { visitId: attendance.id } : {}),
      ...(attendance?.occurredAt ? { occurredAt: written(attendance.occurredAt) } : {}),
      ...(attendance?.occurredOn ? { occurredOn: attendance.occurredOn } : {}),
      ...(daysFromTarget === null ? {} : { daysFromTarget }),
    })),
    trialVersion: version,
    ...visitMapping,
  };
}
