import type { Transaction } from '@trial/persistence';
import type { BaselineFacts } from '../domain/baseline.js';
import type { Participant } from '../domain/participant.js';
import { Results } from './result.table.js';

/** What decides about the baselines of a participant now; of one analyte when asked for. */
export const baselineFacts = async (
  tx: Transaction,
  { id: participantId, anchorAt }: Pick<Participant, 'id' | 'anchorAt'>,
  analyte?: string,
): Promise<BaselineFacts> => ({
  results: await tx.rows(Results).findBy({ participantId, ...(analyte === undefined ? {} : { analyte }) }),
  firstInjectionAt: anchorAt,
});
