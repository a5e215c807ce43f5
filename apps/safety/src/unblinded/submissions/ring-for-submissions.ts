import { Injectable } from '@nestjs/common';
import { submissionDutyRang } from '@trial/contracts/restricted';
import { arm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { compareInstants } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { dueEarlier, dutyNow, type Duty, type Standing } from '../../domain/icsr/acknowledgement/submission-duty.js';
import { placedAt, type Placed } from '../../placement/placed.js';
import { ExpeditedClocks, type ExpeditedClock } from '../expedited-clock.table.js';
import { holdCase } from './hold-case.js';
import { dutyFacts, openDuty, submissionsOfEvent } from './submission-duty.reads.js';
import { SubmissionDuties, type StoredDuty } from './submission-duty.table.js';
import { SubmissionStore } from './submission-store.js';
import { Submissions, type StoredSubmission } from './submission.table.js';
import { answerIsDue, caseIsDue } from './submission.deadlines.js';

/**
 * Tells pharmacovigilance of what is owed at a submission: once when it arises and once more when its moment passes, on the
 * stream that they alone read. The bells are not ended when a submission is answered: one that rings then finds nothing,
 * and nobody who holds the case has to wait for one that is ringing.
 */
@Injectable()
export class RingForSubmissions {
  constructor(private readonly store: SubmissionStore) {}

  /**
   * Whoever changes what a receiver answered calls it, with the case still held: what is accepted under one submission is not
   * owed at another.
   */
  async judge(tx: Transaction, { caseId, receiver }: StoredSubmission): Promise<void> {
    for (const stored of await tx.rows(Submissions).find({ where: { caseId, receiver }, order: { id: 'ASC' } })) {
      const open = await openDuty(tx, stored.id);
      const standing = await this.standing(tx, stored, open);
      if (standing.duty === 'arises') await this.ring(tx, stored, open, standing.owed);
      if (standing.duty === 'ends' && open)
        await tx.rows(SubmissionDuties).update({ id: open.id }, { endedAt: tx.now });
    }
  }

  /** A clock of their event has started: what is owed already may be due earlier by it. */
  async goBy(tx: Transaction, started: ExpeditedClock): Promise<void> {
    const clocks = await tx.rows(ExpeditedClocks).findBy({ adverseEventId: started.adverseEventId });
    for (const stored of await submissionsOfEvent(tx, started.adverseEventId)) {
      await holdCase(tx, stored);
      const open = await openDuty(tx, stored.id);
      const dueAt = open && dueEarlier(open, started, clocks, { queuedAt: stored.queuedAt, now: tx.now });
      if (!dueAt) continue;
      await tx.rows(SubmissionDuties).update({ id: open.id }, { dueAt });
      this.set(tx, { ...open, dueAt });
    }
  }

  @OnDeadline(answerIsDue)
  async unanswered({ submissionId }: PayloadOf<typeof answerIsDue>, tx: Transaction): Promise<void> {
    const stored = await tx.rows(Submissions).findOneByOrFail({ id: submissionId });
    await holdCase(tx, stored);
    await this.judge(tx, stored);
  }

  @OnDeadline(caseIsDue)
  async passed({ submissionId, dutyId }: PayloadOf<typeof caseIsDue>, tx: Transaction): Promise<void> {
    const stored = await tx.rows(Submissions).findOneByOrFail({ id: submissionId });
    const standing = await this.standing(tx, stored, await openDuty(tx, submissionId));
    if (!('owed' in standing)) return;
    const [passed] = await tx.query(
      `update submission_duty set escalated_at = $2
        where id = $1 and ended_at is null and escalated_at is null and due_at <= $2 returning id`,
      [dutyId, tx.now.toString()],
    );
    if (passed) tell(tx, await tx.rows(SubmissionDuties).findOneByOrFail({ id: dutyId }));
  }

  private async standing(tx: Transaction, stored: StoredSubmission, open: StoredDuty | null): Promise<Standing> {
    const submission = await this.store.standing(tx, stored);
    return dutyNow(open, submission, await dutyFacts(tx, stored, submission));
  }

  private async ring(
    tx: Transaction,
    stored: Placed<StoredSubmission>,
    open: StoredDuty | null,
    owed: Duty,
  ): Promise<void> {
    const duty = placedAt(stored, {
      ...{ ...owed, id: open?.id ?? tx.newId(), submissionId: stored.id, rangAt: tx.now, endedAt: null },
    });
    const { id: dutyId, concern, batchId, dueAt, rangAt } = duty;
    // Its escalation is not written here: it may be told at this moment.
    if (open) await tx.rows(SubmissionDuties).update({ id: dutyId }, { concern, batchId, dueAt, rangAt });
    else await tx.rows(SubmissionDuties).insert(duty);
    tell(tx, duty);
    const isArmed = open !== null && compareInstants(open.dueAt, dueAt) === 0;
    if (!isArmed) this.set(tx, duty);
  }

  private set(tx: Transaction, { trialId, siteId, submissionId, id: dutyId, dueAt }: Placed<StoredDuty>): void {
    arm(tx, caseIsDue, { trialId, siteId, submissionId, dutyId }, dueAt);
  }
}

function tell(
  tx: Transaction,
  { trialId, siteId, participantId, submissionId, batchId, id }: Placed<StoredDuty>,
): void {
  const where = { trialId, siteId, participantId, submissionId };
  publish(tx, submissionDutyRang, { ...where, transmissionId: batchId, dutyId: id });
}
