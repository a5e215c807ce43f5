import { participantTreated } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { endWork } from '../domain/worklist/work-item.js';
import { changeWork, workId, type WorkAt } from './change-work.js';

/**
 * What the work of giving treatment is about: the participant, and each time that treatment is expected again a work of its
 * own, because what was settled once stays settled.
 *
 * @param decision the number of the decision by which it is expected; 0 since randomisation.
 */
export const expectedTreatment = (participantId: string, decision: number): string =>
  decision === 0 ? participantId : `${participantId}/${decision}`;

/** Treatment was given, however often it had been ruled out before: nobody has to give it any more. */
export async function endExpectedTreatment(
  tx: Transaction,
  participant: Required<WorkAt> & { readonly treatmentDecision: number },
  treatedAt: Instant,
): Promise<void> {
  const { participantId, treatmentDecision } = participant;
  if (treatmentDecision === 0) return;
  const id = workId('treatment', expectedTreatment(participantId, treatmentDecision));
  await changeWork(
    tx,
    participant,
    new Map([[id, (item) => endWork(item, { endedAt: treatedAt, endedBy: participantTreated.type })]]),
  );
}
