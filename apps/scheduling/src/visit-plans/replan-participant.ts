import { Injectable } from '@nestjs/common';
import { visitCancelled, visitMoved, visitPlanned, type DataOf } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials, type TrialFile } from '@trial/trial-configuration';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { keepWhatOpened } from '../domain/keep-what-opened.js';
import { replanVisits } from '../domain/replan.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import { cancelVisit, planVisit } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { replanNotices } from '../notices/replan-notices.js';
import { moveBells, rings, setFirstBell, silence } from '../visit-windows/bells.js';
import { openedVisits } from '../visit-windows/opened-visits.reads.js';
import { visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { storeVisit } from '../visits/change-visit.js';
import { visitFactsOf, windowFactsOf } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { alignWork } from '../worklist/align-work.js';
import { followUpEndAt } from './follow-up-end.reads.js';
import { notePlanChange } from './note-plan-change.js';
import { anchorOfParticipant, planOfParticipant } from './plan-of-participant.js';

type Because = DataOf<typeof visitMoved>['because'];

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
    const { trialId, siteId, participantId, trialVersion } = participant;
    if (trialVersion === null || participant.screeningFailed) return;
    const trial = this.trials.version(trialId, trialVersion);
    const visits = await tx.rows(Visits).find({
      where: { participantId },
      order: { targetAt: 'asc', id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    const followUpEndsOn = await followUpEndAt(tx, participant);
    const derived = planOfParticipant(trial, participant, visits, followUpEndsOn);
    const plan = participant.treatmentDecision === 0 ? derived : await keptOpen(tx, derived, visits);
    const anchor = anchorOfParticipant(trial, participant);
    const basis = { trialId, siteId, trialVersion, anchorAt: anchor && !anchor.provisional ? anchor.at : null };
    const replan = replanVisits(
      visits,
      plan,
      tx.now,
      newlyPlanned,
      because === 'anchor-corrected' ? 'corrected' : 'as-before',
    );
    for (const planned of replan.added.filter((visit) => isStillAdded(visit, participant)))
      await add(tx, participantId, planned, basis, because);
    for (const { from, to } of (replan.moved as Moved[]).filter(({ from: visit }) => stillMoves(visit, participant)))
      await move(tx, from, { ...from, ...to, ...basis }, because);
    if (participant.endedAt === null) {
      for (const dropped of replan.dropped as StoredVisit[])
        await drop(tx, dropped, followUpEndsOn === null ? 'no-longer-planned' : reasonToDrop(trial, dropped));
      await goByVersion(tx, participantId, trialVersion);
    }
    await replanNotices(tx, this.trials, participantId);
  }
}

async function keptOpen(
  tx: Transaction,
  plan: readonly PlannedVisit[],
  visits: readonly StoredVisit[],
): Promise<readonly PlannedVisit[]> {
  const opened = await openedVisits(tx, visits);
  return keepWhatOpened(plan, visits, ({ id }) => opened.has(id));
}

type Basis = Pick<StoredVisit, 'trialId' | 'siteId' | 'trialVersion' | 'anchorAt'>;

interface Moved {
  readonly from: StoredVisit;
  readonly to: StoredVisit;
}

/** Whoever has left gets no visit any more, but the one that is held because they left. */
const isStillAdded = ({ phase }: PlannedVisit, { endedAt }: Participant): boolean =>
  endedAt === null || phase === 'early-termination';

/** What somebody settled moves by the rules it took place under; of somebody who left nothing else moves. */
const stillMoves = (visit: StoredVisit, { endedAt, trialVersion }: Participant): boolean =>
  visit.state === 'planned' ? endedAt === null : visit.trialVersion === trialVersion;

/** A visit whose window stays goes by the new version too, until its window opens: its forms and reminders are those of then. */
async function goByVersion(tx: Transaction, participantId: string, trialVersion: number): Promise<void> {
  await tx.query(
    `update visit set trial_version = $2, version = version + 1
      where participant_id = $1 and state = 'planned' and kind = 'scheduled' and trial_version < $2
        and not exists (select 1 from deadline where name = $3 and key = visit.id::text and status = 'fired')`,
    [participantId, trialVersion, visitWindowOpens.name],
  );
}

async function add(
  tx: Transaction,
  participantId: string,
  planned: PlannedVisit,
  basis: Basis,
  because: Because,
): Promise<void> {
  const visit: StoredVisit = { ...planVisit(tx.newId(), participantId, planned), ...basis, version: 1 };
  await tx.rows(Visits).insert(visit);
  await notePlanChange(tx, null, visit, because);
  setFirstBell(tx, visit);
  if (rings(visit)) publish(tx, visitPlanned, { ...visitFactsOf(visit), ...windowFactsOf(visit) });
}

/** A window that begins to count by the clock is news of a plan; one that did already has moved. */
async function move(tx: Transaction, from: StoredVisit, to: StoredVisit, because: Because): Promise<void> {
  const visit = { ...to, version: from.version + 1 };
  const { id, participantId, ...change } = visit;
  await tx.rows(Visits).update({ id, participantId }, change);
  await notePlanChange(tx, from, visit, because);
  await moveBells(tx, visit);
  await alignWork(tx, visit.id);
  // Of treatment it is derived with its attendance, which may have moved as well.
  if (visit.state !== 'planned' && visit.phase !== 'treatment') await deriveDeviation(tx, visit);
  if (!rings(visit)) return;
  const facts = { ...visitFactsOf(visit), ...windowFactsOf(visit) };
  if (rings(from)) publish(tx, visitMoved, { ...facts, because });
  else publish(tx, visitPlanned, facts);
}

const reasonToDrop = ({ visits }: TrialFile, { visitCode }: StoredVisit): 'follow-up-ended' | 'no-longer-planned' =>
  visits.some(({ code, untilFollowUpEnds }) => code === visitCode && untilFollowUpEnds)
    ? 'follow-up-ended'
    : 'no-longer-planned';

/** A visit that was planned will not take place. */
export async function drop(
  tx: Transaction,
  planned: StoredVisit,
  because: DataOf<typeof visitCancelled>['because'],
): Promise<void> {
  const visit = await storeVisit(tx, planned, cancelVisit(planned, because));
  await notePlanChange(tx, planned, null, because);
  await silence(tx, visit);
  publish(tx, visitCancelled, { ...visitFactsOf(visit), because });
}
