import type { Transaction } from '@trial/persistence';
import type { AdverseEventId } from '../domain/adverse-event.js';
import type { CausalityOpinion } from '../domain/causality.js';
import { CausalityOpinions } from './causality-opinion.table.js';

/** Every opinion on an event, oldest first: the last of each judge on a cause counts. */
export const opinionsOn = (tx: Transaction, adverseEventId: AdverseEventId): Promise<CausalityOpinion[]> =>
  tx.rows(CausalityOpinions).find({ where: { adverseEventId }, order: { ordinal: 'ASC' } });
