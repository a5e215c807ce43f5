import { IsNull } from 'typeorm';
import type { MaximumGradeRequest, MaximumGradeTable as MaximumGradeView } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { GradeSegments } from '../adverse-events/grade-segment.table.js';
import { CausalityOpinions } from '../judgements/causality-opinion.table.js';
import { isSuspectedReaction } from '../domain/causality.js';
import { maximumGrades, type GradedEvent } from '../domain/maximum-grade.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import { LocalFindingLinks } from '../local-findings/local-finding-link.table.js';
import { treatedParticipants } from './treated-participants.reads.js';

const COLUMNS = [0, 1, 2, 3, 4, 5, 'unknown'] as const;

/** The primary outcome table, arms pooled: what every blinded reader may see. */
export async function maximumGradeView(
  tx: Transaction,
  request: MaximumGradeRequest,
  trial: TrialConfiguration,
): Promise<MaximumGradeView> {
  const untilDay = request.untilDay ?? trial.outcomes.primaryCutOffDay;
  const participants = await treatedParticipants(tx, request.trialId);
  const table = maximumGrades(participants, await acceptedEvents(tx, request.trialId), trial.ctcae.version, untilDay);
  return {
    untilDay,
    ctcaeVersion: table.ctcaeVersion,
    participants: participants.length,
    cells: table.rows.flatMap(({ organClass, all }) =>
      COLUMNS.map((grade) => ({ organClass, grade: String(grade), participants: all.byGrade[grade] })),
    ),
    localToxicity: table.rows
      .map(({ organClass, localToxicity }) => ({ organClass, ...localToxicity }))
      .filter(({ events }) => events > 0),
  };
}

/** Events an investigator stands behind, with their segments; proposals are not among them. */
async function acceptedEvents(tx: Transaction, trialId: string): Promise<GradedEvent[]> {
  const [events, segments, opinions, links, findings] = await Promise.all([
    tx.rows(AdverseEvents).find({ where: { trialId, status: 'confirmed' }, order: { id: 'ASC' } }),
    tx.rows(GradeSegments).find({ where: { trialId }, order: { adverseEventId: 'ASC', ordinal: 'ASC' } }),
    tx.rows(CausalityOpinions).find({ where: { trialId }, order: { at: 'ASC', id: 'ASC' } }),
    tx.rows(LocalFindingLinks).find({ where: { trialId } }),
    tx.rows(LocalFindings).find({ where: { trialId, withdrawnAt: IsNull() } }),
  ]);
  const segmentsBy = grouped(segments);
  const opinionsBy = grouped(opinions);
  const standing = new Set(findings.map(placeOfFinding));
  const linked = new Set(
    links.filter((link) => standing.has(placeOfFinding(link))).map(({ adverseEventId }) => adverseEventId),
  );
  return events.map((adverseEvent) => ({
    adverseEvent,
    segments: segmentsBy.get(adverseEvent.id) ?? [],
    related: isSuspectedReaction(opinionsBy.get(adverseEvent.id) ?? []),
    isLocalFinding: linked.has(adverseEvent.id),
  }));
}

const placeOfFinding = ({
  participantId,
  visitCode,
  item,
}: Record<'participantId' | 'visitCode' | 'item', string>): string => [participantId, visitCode, item].join(' ');

function grouped<Row extends { readonly adverseEventId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.adverseEventId);
    if (group) group.push(row);
    else groups.set(row.adverseEventId, [row]);
  }
  return groups;
}
