import { Injectable } from '@nestjs/common';
import { visitMoved, type EventOf } from '@trial/contracts';
import { instant, isBefore } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import { Assignments } from '../assignments/assignment.table.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits } from './visit.table.js';

/**
 * The window of a visit moved: forms that wait for an answer, or would if it took place after all, close when it closes now. What is said is remembered with
 * its time, because the opening of the window may be heard later and older words of it change nothing.
 */
@Injectable()
export class MoveForms {
  @OnEvent(visitMoved)
  async on({ data, time }: EventOf<typeof visitMoved>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const visit = await rememberedVisit(tx, data);
    const toldAt = instant(time);
    if (visit.closesToldAt && isBefore(toldAt, visit.closesToldAt)) return;

    const closesAt = instant(data.closesAt);
    await tx.rows(Visits).update({ id: visit.id }, { closesAt, closesToldAt: toldAt });
    await tx.rows(Assignments).update({ visitId: visit.id, status: In(['open', 'cancelled']) }, { closesAt });
  }
}
