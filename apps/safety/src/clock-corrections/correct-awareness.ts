import { Injectable } from '@nestjs/common';
import type { AdverseEventView, CorrectAwarenessCommand } from '@trial/contracts';
import { instant, isAfter, isBefore, Rejection, type Context, type Instant } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { correctAwareness, correctLearning } from '../domain/adverse-event-corrections.js';
import { hoursFrom, hoursOfRevision, hoursStartAt } from '../domain/clock-correction.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import type { SeriousnessChange } from '../domain/seriousness-changes.js';
import { marksToMove } from '../domain/special-interest.js';
import { interestsIn } from '../judgements/record-interest.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { moveSeriousness, seriousnessChangesOf } from '../judgements/record-seriousness.js';
import { receiptsOf } from '../judgements/receipts.reads.js';
import { SpecialInterests } from '../judgements/special-interest.table.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { replaceClocks, standingClocks } from '../reporting-clocks/replace-clocks.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { recordCorrection } from './record-correction.js';

/** Corrects a moment of awareness: of the event, of the revision that made it serious, or of its special interest. Its hours start from there. */
@Injectable()
export class CorrectAwareness {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectAwarenessCommand, context: Context): Promise<AdverseEventView> {
    const { reason } = command;
    const corrected = instant(command.awareAt);
    return this.transactions.once(context, async (tx) => {
      const { zone } = await knownParticipant(tx, command.participantId);
      const before = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (before.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${before.version} now` });
      if (before.status !== 'confirmed' || !before.awareAt)
        throw new Rejection('adverse-event-not-confirmed', { rule: `the adverse event is ${before.status}` });
      if (isAfter(corrected, tx.now))
        throw new Rejection('awareness-in-future', { field: 'awareAt', rule: 'nobody can be aware of it yet' });
      const previous = command.insteadOf === undefined ? before.awareAt : instant(command.insteadOf);
      const isFirst = previous.equals(before.awareAt);
      const policy = reportingPolicyOf(this.trials.version(before.trialId, before.trialVersion));
      const clocks = await standingClocks(tx, before.id);
      const changes = await seriousnessChangesOf(tx, before.id);
      const hours = isFirst
        ? hoursFrom(clocks, hoursStartAt(before, previous, policy), hoursStartAt(before, corrected, policy))
        : hoursOfRevision(clocks, hoursStartAt(before, before.awareAt, policy), previous, corrected, changes);
      const receipts = await receiptsOf(tx, before.id);
      // What was received while it was not serious says nothing of what became known after that.
      const concerned = receipts.filter(({ serious, receivedAt }) => serious || !isBefore(receivedAt, previous));
      if (concerned.some(({ receivedAt }) => isBefore(receivedAt, corrected)))
        throw new Rejection('received-before-awareness', { field: 'awareAt', rule: 'the sponsor held it before' });

      const after = isFirst
        ? correctAwareness(before, corrected, zone, tx.now)
        : correctLearning(before, previous, corrected);
      if (isFirst) mustPrecede(corrected, previous, changes);
      await moveMarks(tx, after, { previous, corrected });
      await moveSeriousness(tx, after, { previous, corrected });
      await tx.rows(AdverseEvents).update({ id: after.id }, { ...after });
      await supersedeSignatures(tx, after);
      await recordCorrection(tx, before, 'awareness', { previous, corrected, reason });
      await replaceClocks(tx, before, hours, reason, policy);
      // Hours that did not begin, since earlier ones ran, may be the earlier ones now.
      if (receipts.length === 0)
        await startClocks(
          tx,
          after,
          (await causesOfHours(tx, after)).map((since) => saeToSponsorClock(since, policy)),
        );
      return viewOf(tx, after);
    });
  }
}

/** A special interest that was known since the wrong moment is known since the right one. */
async function moveMarks(
  tx: Transaction,
  event: AdverseEvent,
  correction: { readonly previous: Instant; readonly corrected: Instant },
): Promise<void> {
  const known = event.awareAt ?? correction.corrected;
  for (const { id } of marksToMove(await interestsIn(tx, event.id), known, correction))
    await tx.rows(SpecialInterests).update({ id }, { awareAt: correction.corrected });
}

/** Since when an event has been, once more than at its beginning, one that goes to the sponsor within the hours. */
async function causesOfHours(tx: Transaction, { id }: AdverseEvent): Promise<readonly Instant[]> {
  const serious = (await seriousnessChangesOf(tx, id)).filter((change) => change.serious);
  const marks = (await interestsIn(tx, id)).filter(({ toSponsor }) => toSponsor === 'always');
  return [...serious.map(({ knownAt }) => knownAt), ...marks.flatMap(({ awareAt }) => awareAt ?? [])];
}

/** Nobody knew that an event is serious before they knew of it. */
function mustPrecede(corrected: Instant, previous: Instant, changes: readonly SeriousnessChange[]): void {
  if (changes.some(({ knownAt }) => isBefore(knownAt, corrected) && !knownAt.equals(previous)))
    throw new Rejection('interest-before-awareness', {
      field: 'awareAt',
      rule: 'it would have become serious, or not any more, before anybody knew of it',
    });
}
