import {
  keyAfter,
  pageOf,
  pageSize,
  type DeviationPage,
  type DeviationView,
  type PageOfDeviations,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { written } from '../visits/visit-facts.js';
import { Deviations, type Deviation } from './deviation.table.js';

/** Deviations of a trial at the sites the caller may see, the oldest first, as drafted and as judged. */
export async function deviations(tx: Transaction, request: PageOfDeviations): Promise<DeviationPage> {
  const limit = pageSize(request);
  const found = tx
    .rows(Deviations)
    .createQueryBuilder('deviation')
    .where('deviation.trialId = :trialId', { trialId: request.trialId })
    .andWhere('deviation.id::text > :after', { after: keyAfter(request.cursor) });
  if (request.participantId !== undefined) {
    found.andWhere('deviation.participantId = :participantId', { participantId: request.participantId });
  }
  const rows = await found
    .orderBy('deviation.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ id }) => id);
  return { items: items.map(deviationViewOf), ...rest };
}

/** A deviation as a caller sees it. */
export const deviationViewOf = (deviation: Deviation): DeviationView => ({
  deviationId: deviation.id,
  participantId: deviation.participantId,
  siteId: deviation.siteId,
  visitId: deviation.visitId,
  visitCode: deviation.visitCode,
  kind: deviation.kind,
  rule: deviation.rule,
  trialVersion: deviation.trialVersion,
  ...(deviation.distance === null || deviation.unit === null ? {} : { by: deviation.distance, unit: deviation.unit }),
  draftedAt: written(deviation.draftedAt),
  state: deviation.state,
  ...(deviation.severity === null ? {} : { severity: deviation.severity }),
  ...(deviation.judgedBy === null || deviation.judgedAt === null
    ? {}
    : { judgedBy: deviation.judgedBy, judgedAt: written(deviation.judgedAt) }),
  version: deviation.version,
});
