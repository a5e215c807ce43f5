import { Injectable } from '@nestjs/common';
import type { Transaction } from '@trial/persistence';
import { Trials, type TrialFile } from '@trial/trial-configuration';
import { keepWhatOpened } from '../domain/keep-what-opened.js';
import { isSettledByPeople, replanVisits, type Replan } from '../domain/replan.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import type { SetAsideByPlan } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { remember } from '../participants/remember-participant.js';
import { replanNotices } from '../notices/replan-notices.js';
import { openedVisits } from '../visit-windows/opened-visits.reads.js';
import { visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { addVisit, dropVisit, moveVisit, renewVisit, type Basis, type Because } from './change-plan.js';
import { followUpEndAt } from './follow-up-end.reads.js';
import { anchorOfParticipant, planOfParticipant } from './plan-of-participant.js';

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
    const { trialId, participantId, trialVersion, endedAt } = current;
    const visits = await tx.rows(Visits).find({
      where: { participantId },
      order: { targetAt: 'asc', id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    const followUpEndsOn = await followUpEndAt(tx, current);
    const dayZero = because === 'anchor-corrected' ? 'corrected' : 'as-before';
    const opened = current.treatmentDecision === 0 ? new Set<string>() : await openedVisits(tx, visits);
    const replanBy = (trial: TrialFile, of: readonly StoredVisit[]): Replan => {
      const derived = planOfParticipant(trial, current, visits, followUpEndsOn);
      const plan = current.treatmentDecision === 0 ? derived : keepWhatOpened(derived, of, ({ id }) => opened.has(id));
      return replanVisits(of, plan, tx.now, newlyPlanned, dayZero);
    };
    const move = async ({ moved }: Replan, version: number): Promise<void> => {
      for (const { from, to } of moved as Moved[])
        if (from.state === 'planned' ? endedAt === null : from.trialVersion === version)
          await moveVisit(tx, from, { ...from, ...to, ...this.basisOf(current, version) }, because, endedAt !== null);
    };

    const trial = this.trials.version(trialId, trialVersion);
    const basis = this.basisOf(current, trialVersion);
    const replan = replanBy(trial, visits);
    for (const planned of replan.added.filter((visit) => isStillAdded(visit, current)))
      await addVisit(tx, planned, basis, because);
    if (endedAt === null)
      for (const { from, to } of replan.renewed as Renewed[]) await renewVisit(tx, from, to, basis, because);
    await move(replan, trialVersion);
    for (const version of versionsBefore(trialVersion, visits))
      await move(replanBy(this.trials.version(trialId, version), settledUnder(version, visits)), version);
    if (endedAt === null) {
      for (const dropped of replan.dropped as StoredVisit[])
        await dropVisit(tx, dropped, followUpEndsOn === null ? 'no-longer-planned' : reasonToDrop(trial, dropped));
      await goByVersion(tx, participantId, trialVersion);
    }
    await goByAnchor(tx, basis);
    await replanNotices(tx, this.trials, participantId);
  }

  /**
   * A later version that asks for no new consent holds from the moment the site works by it, also for somebody whose consent
   * to the one before it was heard only then.
   */
  private async byVersionGoneBy(tx: Transaction, known: Consented): Promise<Consented> {
    const { trialId, siteId, trialVersion, endedAt } = known;
    if (endedAt !== null) return known;
    const { version } = this.trials.goneBy(trialId, siteId, trialVersion, tx.now);
    return version === trialVersion
      ? known
      : { ...(await remember(tx, known, { trialVersion: version })), trialVersion: version };
  }

  private basisOf(participant: Participant, trialVersion: number): Basis {
    const { trialId, siteId, participantId } = participant;
    const anchor = anchorOfParticipant(this.trials.version(trialId, trialVersion), participant);
    const anchorAt = anchor && !anchor.provisional ? anchor.at : null;
    return { trialId, siteId, participantId, trialVersion, anchorAt };
  }
}

type Consented = Participant & { readonly trialVersion: number };

interface Moved {
  readonly from: StoredVisit;
  readonly to: StoredVisit;
}

interface Renewed {
  readonly from: StoredVisit;
  readonly to: PlannedVisit;
}

/** What somebody settled goes by the rules it took place under, whatever version came later. */
const settledUnder = (version: number, visits: readonly StoredVisit[]): readonly StoredVisit[] =>
  visits.filter((visit) => isSettledByPeople(visit) && visit.trialVersion === version);

const versionsBefore = (trialVersion: number, visits: readonly StoredVisit[]): ReadonlySet<number> =>
  new Set(visits.map((visit) => visit.trialVersion).filter((version) => version < trialVersion));

/** Whoever has left gets no visit any more, but the one that is held because they left. */
const isStillAdded = ({ phase }: PlannedVisit, { endedAt }: Participant): boolean =>
  endedAt === null || phase === 'early-termination';

/** A visit whose window stays goes by the new version too, until its window opens: its forms and reminders are those of then. */
async function goByVersion(tx: Transaction, participantId: string, trialVersion: number): Promise<void> {
  await tx.query(
    `update visit set trial_version = $2, version = version + 1
      where participant_id = $1 and state = 'planned' and kind = 'scheduled' and trial_version < $2
        and not exists (select 1 from deadline where name = $3 and key = visit.id::text and status = 'fired')`,
    [participantId, trialVersion, visitWindowOpens.name],
  );
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

const reasonToDrop = ({ visits }: TrialFile, { visitCode }: StoredVisit): SetAsideByPlan =>
  visits.some(({ code, untilFollowUpEnds }) => code === visitCode && untilFollowUpEnds)
    ? 'follow-up-ended'
    : 'no-longer-planned';
