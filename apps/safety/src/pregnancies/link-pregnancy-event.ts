import { Injectable } from '@nestjs/common';
import type { LinkPregnancyEventCommand, PregnancyView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { knownAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import { mustTellOfAnomaly } from '../domain/pregnancy.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';

/** The serious adverse event of an anomaly, which has hours and days of its own. */
@Injectable()
export class LinkPregnancyEvent {
  constructor(private readonly transactions: Transactions) {}

  execute(command: LinkPregnancyEventCommand, context: Context): Promise<PregnancyView> {
    const { participantId, pregnancyId, adverseEventId } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, participantId, pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, participantId);
      mustTellOfAnomaly(before, await knownAdverseEvent(tx, participantId, adverseEventId));
      const after = { ...before, adverseEventId, version: before.version + 1 };
      return viewOf(tx, await keepPregnancy(tx, before, after, { act: 'linked' }, zone));
    });
  }
}
