import { assignmentMissed } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { Assignment } from '../domain/assignment.js';

export const sayMissed = (tx: Transaction, { id, ...facts }: Assignment): void => {
  publish(tx, assignmentMissed, {
    trialId: facts.trialId,
    siteId: facts.siteId,
    participantId: facts.participantId,
    assignmentId: id,
    visitId: facts.visitId,
    visitCode: facts.visitCode,
    assessment: facts.assessment,
    instrument: facts.instrument,
  });
};
