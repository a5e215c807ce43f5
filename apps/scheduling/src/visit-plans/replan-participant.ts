import { Injectable } from '@nestjs/common';
import { arm } from '@trial/deadlines';
import { instantAt } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import type { SetAsideByPlan } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { remember } from '../participants/remember-participant.js';
import { versionGoneBy, type Consented } from '../participants/version-gone-by.js';
import { replanNotices } from '../notices/replan-notices.js';
import { planSafetyContacts } from '../safety-contacts/plan-safety-contacts.js';
import { visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { addVisit, dropVisit, moveVisit, renewVisit, type Basis, type Because } from './change-plan.js';
import { planFactsOf } from './plan-facts.reads.js';
import { anchorOfParticipant, planOfParticipant } from './plan-of-participant.js';
import { replanOfParticipant, type PlanFacts } from './replan-of-participant.js';

/**
 * Makes the visits of a participant what the rules of their trial version say from what is known now: the one way in
 * which a plan comes into being, moves, grows or shrinks. Doing it again changes nothing.
 */
@Injectable()
export class ReplanParticipant {
  constructor(private readonly trials: Trials) {}

  /**
   * @param participant locked by the caller.
   * @param newlyPlanned see `replanVisits`.
   */
  async carryOut(
    tx: Transaction,
    participant: Participant,
    because: Because,
    newlyPlanned: 'always' | 'while-possible' = 'always',
  ): Promise<void> {
    const { trialVersion: consented, screeningFailed } = participant;
    if (consented === null || screeningFailed) return;
    const current = await this.byVersionGoneBy(tx, { ...participant, trialVersion: consented });
    const { participantId, trialVersion, endedAt } = current;
    const visits = await tx.rows(Visits).find({
      where: { participantId },
      order: { targetAt: 'asc', id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    const facts = await planFactsOf(tx, current, visits);
    const dayZero = because === 'anchor-corrected' ? 'corrected' : 'as-before';
    const replan = replanOfParticipant(this.trials, facts, tx.now, newlyPlanned, dayZero);

    const basis = this.basisOf(current, trialVersion);
    for (const planned of replan.added) await addVisit(tx, planned, basis, because);
    for (const { from, to } of replan.renewed) await renewVisit(tx, from, to, basis, because);
    for (const { from, to, version } of replan.moved)
      await moveVisit(tx, from, { ...to, ...this.basisOf(current, version) }, because, endedAt !== null);
    for (const dropped of replan.dropped) await dropVisit(tx, dropped, this.reasonToDrop(facts, dropped));
    if (endedAt === null) await goByVersion(tx, participantId, trialVersion);
    await goByAnchor(tx, basis);
    if (trialVersion !== consented) await ringForWhatWaited(tx, participantId);
    if (current.safetyContactAnswer > 0) await this.planContacts(tx, facts);
    await replanNotices(tx, this.trials, participantId);
  }

  /** Whoever withdrew has no visits any more, and safety contact in their place if they agreed to it. */
  private planContacts(tx: Transaction, { participant, visits, followUpEndsOn }: PlanFacts): Promise<void> {
    const trial = this.trials.version(participant.trialId, participant.trialVersion);
    const isFirm = anchorOfParticipant(trial, participant)?.provisional === false;
    const plan = isFirm ? planOfParticipant(trial, participant, visits, followUpEndsOn) : [];
    return planSafetyContacts(tx, participant, plan, visits);
  }

  private async byVersionGoneBy(tx: Transaction, known: Consented): Promise<Consented> {
    const trialVersion = versionGoneBy(this.trials, known, tx.now);
    return trialVersion === known.trialVersion
      ? known
      : { ...(await remember(tx, known, { trialVersion })), trialVersion };
  }

  private basisOf(participant: Participant, trialVersion: number): Basis {
    const { trialId, siteId, participantId } = participant;
    const anchor = anchorOfParticipant(this.trials.version(trialId, trialVersion), participant);
    const anchorAt = anchor && !anchor.provisional ? anchor.at : null;
    return { trialId, siteId, participantId, trialVersion, anchorAt };
  }

  private reasonToDrop({ participant, followUpEndsOn }: PlanFacts, { visitCode }: StoredVisit): SetAsideByPlan {
    const { visits } = this.trials.version(participant.trialId, participant.trialVersion);
    const endsWithFollowUp = visits.some(({ code, untilFollowUpEnds }) => code === visitCode && untilFollowUpEnds);
    return followUpEndsOn !== null && endsWithFollowUp ? 'follow-up-ended' : 'no-longer-planned';
  }
}

/** A visit whose window stays goes by the new version too, until its window opens: its forms and reminders are those of then. */
async function goByVersion(tx: Transaction, participantId: string, trialVersion: number): Promise<void> {
  await tx.query(
    `update visit set trial_version = $2, version = version + 1
      where participant_id = $1 and state = 'planned' and kind = 'scheduled' and trial_version < $2
        and not exists (select 1 from deadline where name = $3 and key = visit.id::text and status = 'fired')`,
    [participantId, trialVersion, visitWindowOpens.name],
  );
}

/** A window that was to open before the plan was made by the version of that moment waited for it (`OpenVisitWindow`), and opens now. */
async function ringForWhatWaited(tx: Transaction, participantId: string): Promise<void> {
  const waiting = await tx.query<{ trialId: string; siteId: string; visitId: string; opensAt: Date }>(
    // Locked: a bell that rings right now is waited for, and is armed again or has rung.
    `select visit.trial_id as "trialId", visit.site_id as "siteId", visit.id as "visitId", visit.opens_at as "opensAt"
       from deadline join visit on visit.id::text = deadline.key
      where deadline.name = $1 and deadline.status = 'armed' and visit.participant_id = $2 and visit.opens_at <= $3
      order by deadline.key for update of deadline`,
    [visitWindowOpens.name, participantId, tx.now.toString()],
  );
  for (const { opensAt, ...place } of waiting) arm(tx, visitWindowOpens, place, instantAt(opensAt.getTime()));
}

/** Day 0 is of the participant: also a visit whose window does not depend on it is dated from it, once it is known. */
async function goByAnchor(tx: Transaction, { participantId, anchorAt }: Basis): Promise<void> {
  if (anchorAt === null) return;
  await tx.query(
    `update visit set anchor_at = $2, version = version + 1
      where participant_id = $1 and anchor_at is distinct from $2::timestamptz`,
    [participantId, anchorAt.toString()],
  );
}
