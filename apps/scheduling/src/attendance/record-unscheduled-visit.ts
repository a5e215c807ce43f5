import { Injectable } from '@nestjs/common';
import { visitDone, type RecordUnscheduledVisitCommand, type VisitView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { readOccurred } from '../domain/attendance.js';
import { recordUnscheduledVisit } from '../domain/visit.js';
import { Participants, type Participant } from '../participants/participant.table.js';
import { attendanceFactsOf } from '../visits/visit-facts.js';
import { visitViewOf } from '../visits/visit-view.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';

/** Somebody came although no visit was planned (S06). It is numbered `UNS-1`, `UNS-2` … in the order of entry. */
@Injectable()
export class RecordUnscheduledVisit {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RecordUnscheduledVisitCommand, context: Context): Promise<VisitView> {
    return this.transactions.once(context, async (tx) => {
      const { trialId, siteId, trialVersion, zone, ...participant } = await consentedParticipant(tx, command);
      const occurred = readOccurred(command);
      const code = await nextCode(tx, participant.id);
      const moments = { consentedAt: participant.consentedAt, now: tx.now };
      const recorded = recordUnscheduledVisit(tx.newId(), participant.id, code, occurred, zone, moments);
      const basis = { trialId, siteId, trialVersion, anchorAt: participant.anchorAt, version: 1 };
      const visit: StoredVisit = { ...recorded, reason: command.cause, ...basis };
      await tx.rows(Visits).insert(visit);
      publish(tx, visitDone, { ...attendanceFactsOf(visit, occurred), kind: 'unscheduled' });
      return visitViewOf(visit, tx.now);
    });
  }
}

type Consented = Participant & { readonly trialVersion: number; readonly zone: string };

/** The participant, locked; `Rejection('participant-not-known-yet')` before consent was heard of. */
async function consentedParticipant(
  tx: Transaction,
  { trialId, participantId }: RecordUnscheduledVisitCommand,
): Promise<Consented> {
  const participant = await tx
    .rows(Participants)
    .findOne({ where: { id: participantId, trialId }, lock: { mode: 'pessimistic_write' } });
  if (!participant?.trialVersion || participant.zone === null) {
    throw new Rejection('participant-not-known-yet', { field: 'participantId' });
  }
  return { ...participant, trialVersion: participant.trialVersion, zone: participant.zone };
}

/** Numbers grow under the lock of the participant. */
async function nextCode(tx: Transaction, participantId: string): Promise<string> {
  return `UNS-${(await tx.rows(Visits).countBy({ participantId, kind: 'unscheduled' })) + 1}`;
}
