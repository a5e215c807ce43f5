import { Injectable } from '@nestjs/common';
import { visitDone, visitMissed, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { lockOpenAssignments, saveStatus } from '../assignments/assignment.reads.js';
import { missAssignment } from '../domain/assignment.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { sayMissed } from './say-missed.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits } from './visit.table.js';

/** How a visit went decides when the site may see scores, and what becomes of the forms the site fills in. */
@Injectable()
export class SettleVisit {
  @OnEvent(visitDone)
  async onDone({ data }: EventOf<typeof visitDone>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const { id } = await rememberedVisit(tx, data);
    await tx.rows(Visits).update({ id }, { outcome: 'done' });
  }

  /** A person recorded the absence: what staff would have filled in is missed; participants' own forms run on. */
  @OnEvent(visitMissed)
  async onMissed({ data }: EventOf<typeof visitMissed>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const { id } = await rememberedVisit(tx, data);
    await tx.rows(Visits).update({ id }, { outcome: 'missed' });
    await missCliniciansForms(tx, id);
  }
}

export async function missCliniciansForms(tx: Transaction, visitId: string): Promise<void> {
  for (const assignment of await lockOpenAssignments(tx, { visitId, respondent: 'clinician' })) {
    await saveStatus(tx, missAssignment(assignment));
    sayMissed(tx, assignment);
  }
}
