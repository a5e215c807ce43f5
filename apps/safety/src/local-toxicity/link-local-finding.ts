import { Injectable } from '@nestjs/common';
import type { LinkLocalFindingCommand, LocalFindingView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { IsNull } from 'typeorm';
import { lockAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import { mustBeLinkable } from '../domain/local-finding-link.js';
import { linkFinding, linkOf } from '../local-findings/link-finding.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import { findingViews } from './finding-views.js';

@Injectable()
export class LinkLocalFinding {
  constructor(private readonly transactions: Transactions) {}

  execute(command: LinkLocalFindingCommand, context: Context): Promise<LocalFindingView> {
    return this.transactions.once(context, async (tx) => {
      const { participantId, visitCode, item, adverseEventId, reason = null } = command;
      const finding = await tx.rows(LocalFindings).findOne({
        where: { participantId, visitCode, item, withdrawnAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!finding) throw new Rejection('local-finding-unknown', { field: 'item' });
      const event = await lockAdverseEvent(tx, participantId, adverseEventId);

      mustBeLinkable(await linkOf(tx, finding), event, reason);
      await linkFinding(tx, finding, event, reason);
      const linked = (await findingViews(tx, participantId)).find(({ view }) => view.findingId === finding.id);
      if (!linked) throw new Error(`finding ${finding.id} is not there`);
      return linked.view;
    });
  }
}
