import { Injectable } from '@nestjs/common';
import { participationEnded, type EndParticipationCommand, type ParticipantStatus } from '@trial/contracts';
import { instant, type Context, type Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import {
  complete,
  declareLost,
  keepsSafetyContact,
  recordDeath,
  withdraw,
  withdrawalFromVisits,
} from '../../domain/end-of-participation.js';
import type { Participant } from '../../domain/participant.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { EndsOfParticipation } from './end-of-participation.table.js';
import { tellSafetyContact } from './tell-safety-contact.js';

@Injectable()
export class EndParticipation {
  constructor(private readonly transactions: Transactions) {}

  execute(command: EndParticipationCommand, context: Context): Promise<ParticipantStatus> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const endedAt = instant(command.endedAt);
      const after = ended(before, command, endedAt, tx.now);

      const version = storeParticipant(tx, before, after);
      await tx.rows(EndsOfParticipation).insert({
        id: tx.newId(),
        ...placeOf(before),
        endedAs: command.as,
        endedAt,
        reason: command.reason,
        recordedBy: context.actor,
        recordedAt: tx.now,
      });
      // Somebody who has left may still withdraw more, their samples for example: that is recorded, and no second end; another
      // answer about safety contact is told.
      if (after.status !== before.status) {
        const moment = endedAt.toString({ fractionalSecondDigits: 3 });
        const goesOn = keepsSafetyContact(after) ? ({ safetyContact: true } as const) : {};
        publish(tx, participationEnded, { ...placeOf(before), as: command.as, endedAt: moment, ...goesOn });
      } else if (
        after.treatedAt !== null &&
        after.safetyContact !== null &&
        after.safetyContact !== before.safetyContact
      )
        await tellSafetyContact(tx, before, after.safetyContact, endedAt, command.reason);
      return { participantId: before.id, status: after.status, version };
    });
  }
}

function ended(
  participant: Participant,
  { as, continues }: EndParticipationCommand,
  endedAt: Instant,
  now: Instant,
): Participant {
  switch (as) {
    case 'completed':
      return complete(participant, endedAt, now);
    case 'lost':
      return declareLost(participant, endedAt, now);
    case 'died':
      return recordDeath(participant, endedAt, now);
    case 'withdrawn': {
      const withdrawal = continues ? withdrawalFromVisits(continues) : { from: [], safetyContact: null };
      return withdraw(participant, withdrawal, endedAt, now);
    }
  }
}
