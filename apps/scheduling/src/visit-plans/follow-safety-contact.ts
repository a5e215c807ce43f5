import { Injectable } from '@nestjs/common';
import { safetyContactAnswered, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { withAnswer } from '../domain/end-of-participation.js';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { ReplanParticipant } from './replan-participant.js';

/**
 * Somebody who withdrew after treatment allows safety contact, or does not any more (S20). The answer with the highest number
 * counts, in whatever order they are heard; the withdrawal is the first.
 */
@Injectable()
export class FollowSafetyContact {
  constructor(private readonly replanning: ReplanParticipant) {}

  @OnEvent(safetyContactAnswered)
  async on({ data }: EventOf<typeof safetyContactAnswered>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const agreedSince = data.agreedSince === undefined ? null : instant(data.agreedSince);
    const { safetyContactAnswer, safetyContactSince } = withAnswer(known, { answer: data.answer, agreedSince });
    if (safetyContactAnswer === known.safetyContactAnswer) return;
    const participant = await remember(tx, known, { safetyContactAnswer, safetyContactSince });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
  }
}
