import { keyAfter, pageOf, pageSize, type PageOfParticipant, type PlanChangePage } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { written } from '../visits/visit-facts.js';
import { PlanChanges } from './plan-change.table.js';

/** What happened to the plan of a participant, the oldest first. */
export async function planChanges(tx: Transaction, request: PageOfParticipant): Promise<PlanChangePage> {
  const limit = pageSize(request);
  const rows = await tx
    .rows(PlanChanges)
    .createQueryBuilder('change')
    .where('change.participantId = :participantId', { participantId: request.participantId })
    .andWhere('change.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('change.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ id }) => id);
  return {
    items: items.map(({ visitId, visitCode, change, because, trialVersion, before, after, changedAt }) => ({
      ...{ visitId, visitCode, change, because, trialVersion },
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      changedAt: written(changedAt),
    })),
    ...rest,
  };
}
