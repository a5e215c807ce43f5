import { Controller } from '@nestjs/common';
import {
  operationsOf,
  type AuditVerificationView,
  type DeadlineCounts,
  type EventMark,
  type NoParameters,
  type OperationsProgress,
  type OperationsStatus,
  type ParkedMessages,
  type ProgressSince,
  type Replayed,
  type ReplayParkedMessageCommand,
  type Service,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { OnCommand, OnQuery, Parking } from '@trial/messaging';
import { Transactions, verifyAudit } from '@trial/persistence';
import { Duties } from './duties.js';

const PAGE = 5_000;

/** Answers what operations ask of one foundation. A class of its own each time, because subjects differ. */
export function operationsController(service: Service): new (...parts: never[]) => object {
  const operations = operationsOf(service);

  @Controller()
  class OperationsController {
    constructor(
      private readonly transactions: Transactions,
      private readonly duties: Duties,
      private readonly parking: Parking,
    ) {}

    @OnQuery(operations.status)
    status(): Promise<OperationsStatus> {
      return this.backlogs();
    }

    @OnQuery(operations.progress)
    async progress({ sentAfter = 0, receivedAfter = 0 }: ProgressSince): Promise<OperationsProgress> {
      // Backlogs first: what leaves them after this look is among the marks of this look or the next.
      const { outbox, dueDeadlines, parked, subscriptions } = await this.backlogs();
      const [sent, received] = await Promise.all([
        this.marks('outbox_archive', sentAfter),
        this.marks('inbox_message', receivedAfter),
      ]);
      return { service, outbox, dueDeadlines, parked, subscriptions, sent, received };
    }

    @OnQuery(operations.deadlines)
    async deadlineCounts(_: NoParameters): Promise<DeadlineCounts> {
      const items = await this.transactions.dataSource.query<DeadlineCounts['items']>(
        'select name, status, count(*)::int as count from deadline group by name, status order by name, status',
      );
      return { items };
    }

    @OnQuery(operations.parkedMessages)
    async parkedMessages(): Promise<ParkedMessages> {
      return { items: await this.parking.list() };
    }

    @OnCommand(operations.replayParkedMessage)
    async replayParkedMessage({ messageId }: ReplayParkedMessageCommand, _: Context): Promise<Replayed> {
      const parked = await this.parking.take(messageId);
      if (!parked) throw new Rejection('not-found', { field: 'messageId', rule: 'no such parked message' });
      await this.duties.replay(parked.type, parked.message);
      await this.parking.replayed(messageId);
      return { messageId };
    }

    @OnQuery(operations.auditVerification)
    async auditVerification(): Promise<AuditVerificationView> {
      await this.transactions.dataSource.query('select seal_audit()');
      const verification = await verifyAudit(this.transactions.dataSource);
      return { ...verification, findings: [...verification.findings] };
    }

    private async backlogs(): Promise<OperationsStatus> {
      const [counts] = await this.transactions.dataSource.query<{ outbox: number; parked: number }[]>(
        `select (select count(*)::int from outbox_message) as outbox,
                (select count(*)::int from parked_message where status = 'parked') as parked`,
      );
      return {
        service,
        outbox: counts?.outbox ?? 0,
        parked: counts?.parked ?? 0,
        dueDeadlines: await this.duties.dueDeadlines(),
        subscriptions: [...this.duties.subscribedTypes],
      };
    }

    private marks(table: 'outbox_archive' | 'inbox_message', after: number): Promise<EventMark[]> {
      return this.transactions.dataSource.query<EventMark[]>(
        `select sequence::int, event_id::text as "eventId", type from ${table} where sequence > $1 order by ${table}.sequence limit $2`,
        [after, PAGE],
      );
    }
  }
  return OperationsController;
}
