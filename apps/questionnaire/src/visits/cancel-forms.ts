import { Injectable } from '@nestjs/common';
import { participationEnded, visitCancelled, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { lockOpenAssignments, saveStatus, type WhichForms } from '../assignments/assignment.reads.js';
import { cancelAssignment } from '../domain/assignment.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { Participants } from '../participants/participant.table.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits } from './visit.table.js';

/**
 * Forms that nobody expects any more. The visit or participant is remembered so that later news opens nothing. A visit that
 * took place after all is not cancelled by what is heard later of its being said not to apply.
 */
@Injectable()
export class CancelForms {
  @OnEvent(visitCancelled)
  async onVisitCancelled({ data }: EventOf<typeof visitCancelled>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const { id, outcome } = await rememberedVisit(tx, data);
    if (outcome === 'done') return;
    await tx.rows(Visits).update({ id }, { outcome: 'cancelled' });
    await cancelWaitingForms(tx, { visitId: id });
  }

  @OnEvent(participationEnded)
  async onParticipationEnded({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    const { id } = await lockParticipant(tx, data);
    await tx.rows(Participants).update({ id }, { endedAt: instant(data.endedAt) });
    await cancelWaitingForms(tx, { participantId: id });
  }
}

export async function cancelWaitingForms(tx: Transaction, which: WhichForms): Promise<void> {
  for (const assignment of await lockOpenAssignments(tx, which)) await saveStatus(tx, cancelAssignment(assignment));
}
