import { Injectable } from '@nestjs/common';
import { treatmentExpectedAgain, treatmentRuledOut, type EventOf } from '@trial/contracts';
import { instant, type Instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import type { Participant } from '../participants/participant.table.js';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { closeNow } from '../visit-windows/bells.js';
import { Visits } from '../visits/visit.table.js';
import { FollowWork } from '../worklist/follow-work.js';
import { ReplanParticipant } from './replan-participant.js';

type Decided = EventOf<typeof treatmentRuledOut>['data'] | EventOf<typeof treatmentExpectedAgain>['data'];

/**
 * Somebody randomised will not be treated: randomisation is day 0 for good, and what is left is contact and safety (S02,
 * trial.md 2.2, rule 1); or that is taken back. The decision with the highest number counts, in whatever order they are
 * heard, and what was given counts more than either.
 */
@Injectable()
export class FollowNonTreatment {
  constructor(
    private readonly replanning: ReplanParticipant,
    private readonly work: FollowWork,
  ) {}

  @OnEvent(treatmentRuledOut)
  async ruledOut(event: EventOf<typeof treatmentRuledOut>, tx: Transaction): Promise<void> {
    const { data } = event;
    const known = await lockedParticipant(tx, data);
    await this.work.hear(treatmentRuledOut, event, tx);
    const participant = await decided(tx, known, data, instant(data.decidedAt));
    if (!participant) return;
    await this.replanning.carryOut(tx, participant, 'treatment-ruled-out');
    if (participant.anchorAt === null) await closeWhatCameBefore(tx, participant);
  }

  @OnEvent(treatmentExpectedAgain)
  async expectedAgain(event: EventOf<typeof treatmentExpectedAgain>, tx: Transaction): Promise<void> {
    const { data } = event;
    const known = await lockedParticipant(tx, data);
    // Whoever was treated already, though this is heard after it, is not to be treated once more.
    if (known.anchorAt === null) await this.work.hear(treatmentExpectedAgain, event, tx);
    const participant = await decided(tx, known, data, null);
    if (participant) await this.replanning.carryOut(tx, participant, 'treatment-expected-again');
  }
}

/** What is known with this decision; nothing when a later one was heard before it. */
async function decided(
  tx: Transaction,
  known: Participant,
  { decision, trialVersion, zone }: Decided,
  treatmentRuledOutAt: Instant | null,
): Promise<Participant | null> {
  if (decision <= known.treatmentDecision) return null;
  return remember(tx, known, {
    trialVersion: known.trialVersion ?? trialVersion,
    zone: known.zone ?? zone,
    treatmentDecision: decision,
    treatmentRuledOutAt,
  });
}

/** Nothing will say on which day the windows before treatment end: those of visits that somebody settled end now. */
async function closeWhatCameBefore(tx: Transaction, { participantId }: Participant): Promise<void> {
  const settled = { participantId, phase: 'before-treatment', state: In(['done', 'missed']) } as const;
  for (const visit of await tx.rows(Visits).find({ where: settled, order: { targetAt: 'asc', id: 'asc' } }))
    await closeNow(tx, visit);
}
