import { Injectable } from '@nestjs/common';
import { visitDone, visitMissed, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import { lockOpenAssignments, saveStatus } from '../assignments/assignment.reads.js';
import { Assignments } from '../assignments/assignment.table.js';
import { expectAgain, missAssignment } from '../domain/assignment.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { sayMissed } from './say-missed.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits, type Visit } from './visit.table.js';

/** How a visit went decides when the site may see scores, and what becomes of the forms the site fills in. */
@Injectable()
export class SettleVisit {
  @OnEvent(visitDone)
  async onDone({ data }: EventOf<typeof visitDone>, tx: Transaction): Promise<void> {
    const { endedAt } = await lockParticipant(tx, data);
    const visit = await rememberedVisit(tx, data);
    await tx.rows(Visits).update({ id: visit.id }, { outcome: 'done' });
    if (endedAt === null) await expectFormsAgain(tx, visit);
  }

  /**
   * A person recorded the absence: what staff would have filled in is missed; participants' own forms run on. A visit that
   * took place after all is not missed by what is heard later of the absence.
   */
  @OnEvent(visitMissed)
  async onMissed({ data }: EventOf<typeof visitMissed>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const { id, outcome } = await rememberedVisit(tx, data);
    if (outcome === 'done') return;
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

/**
 * Missed or cancelled with the visit, and only with it: what staff fill in is taken late, so that no closing window misses
 * it. The participant's own forms were cancelled with a visit that was said not to apply, and shut with its window.
 */
async function expectFormsAgain(tx: Transaction, { id: visitId, closedAt }: Visit): Promise<void> {
  const ofStaff = { visitId, respondent: 'clinician', status: In(['missed', 'cancelled']) } as const;
  const ofParticipant = { visitId, respondent: 'participant', status: 'cancelled' } as const;
  const gone = await tx.rows(Assignments).find({
    where: closedAt === null ? [ofStaff, ofParticipant] : ofStaff,
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const assignment of gone) await saveStatus(tx, expectAgain(assignment));
}
