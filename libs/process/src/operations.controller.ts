import { Controller } from '@nestjs/common';
import {
  MARKS_IN_A_LOOK,
  operationsOf,
  type AuditVerificationView,
  type DeadlineCounts,
  type NoParameters,
  type OperationsProgress,
  type OperationsStatus,
  type ParkedMessages,
  type ProgressSince,
  type Replayed,
  type ReplayParkedMessageCommand,
  type Service,
} from '@trial/contracts';
import { overdueUpTo } from '@trial/deadlines';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery, Parking } from '@trial/messaging';
import { Transactions, verifyAudit } from '@trial/persistence';
import { Duties } from './duties.js';
import { unsent } from './unsent-events.js';

interface Told {
  readonly service: Service;
  readonly countsUntold?: boolean;
}

/** Answers what operations ask of one foundation. A class of its own each time, because subjects differ. */
export function operationsController({ service, countsUntold = false }: Told): new (...parts: never[]) => object {
  const operations = operationsOf(service);
  const backlogs = backlogsOf(unsent(countsUntold), countsUntold ? NOTHING_ARMED : ARMED);
  const look = lookAt(countsUntold ? OPEN_EVENTS : EVERY_EVENT, backlogs);

  @Controller()
  class OperationsController {
    constructor(
      private readonly transactions: Transactions,
      private readonly duties: Duties,
      private readonly parking: Parking,
    ) {}

    @OnQuery(operations.status)
    async status(): Promise<OperationsStatus> {
      const [waiting] = await this.transactions.dataSource.query<Backlogs[]>(`select ${backlogs}`, this.dueBy());
      if (!waiting) throw new Error('backlogs are one row');
      return { service, ...waiting, subscriptions: [...this.duties.subscribedTypes] };
    }

    @OnQuery(operations.progress)
    progress({ sentAfter = 0, receivedAfter = 0 }: ProgressSince): Promise<OperationsProgress> {
      return this.look(sentAfter, receivedAfter);
    }

    @OnQuery(operations.deadlines)
    async deadlineCounts(_: NoParameters): Promise<DeadlineCounts> {
      if (countsUntold) return { items: [] };
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
    replayParkedMessage({ messageId }: ReplayParkedMessageCommand, context: Context): Promise<Replayed> {
      return this.parking.replay(messageId, context, (tx, parked) => this.duties.replay(tx, parked));
    }

    @OnQuery(operations.auditVerification)
    async auditVerification(): Promise<AuditVerificationView> {
      await this.transactions.dataSource.query('select seal_audit()');
      const verification = await verifyAudit(this.transactions.dataSource);
      const { intact } = verification;
      const findings = [...verification.findings];
      // A head that moves says that something was written.
      return countsUntold ? { intact, findings } : { ...verification, findings };
    }

    /** Backlogs and marks in one statement, so that they are of one moment. */
    private async look(sentAfter: number, receivedAfter: number): Promise<OperationsProgress> {
      const parameters = [...this.dueBy(), sentAfter, receivedAfter, MARKS_IN_A_LOOK];
      const [seen] = await this.transactions.dataSource.query<Seen[]>(look, parameters);
      if (!seen) throw new Error('a look has one row');
      return { service, ...seen, subscriptions: [...this.duties.subscribedTypes] };
    }

    /** The first two parameters of every look: up to when a deadline is due, and up to when overdue. */
    private dueBy(): [due: string, overdue: string | null] {
      const { clock } = this.transactions;
      return [clock.now().toString(), overdueUpTo(clock)?.toString() ?? null];
    }
  }
  return OperationsController;
}

type Seen = Omit<OperationsProgress, 'service' | 'subscriptions'>;
type Backlogs = Pick<Seen, 'outbox' | 'parked' | 'dueDeadlines' | 'overdueDeadlines'>;

/** What was sent, as operations may know it: all of it, or what was said in the open, counted as if there were nothing else. */
const EVERY_EVENT = 'outbox_archive';
const OPEN_EVENTS = `(select row_number() over (order by sequence) as sequence, event_id, type
     from outbox_archive where type not like 'restricted.%')`;

const marks = (sent: string, after: string): string => `
  (select coalesce(json_agg(json_build_object('sequence', mark.sequence, 'eventId', mark.event_id, 'type', mark.type) order by mark.sequence), '[]')
     from (select sequence, event_id, type from ${sent} marked where sequence > ${after} order by sequence limit $5) mark)`;

const NOTHING_ARMED = '(select null::timestamptz as due_at where false)';
const ARMED = `(select due_at from deadline where status = 'armed')`;

const backlogsOf = (outbox: string, armed: string): string => `
         ${outbox} as outbox,
         (select count(*)::int from parked_message where status = 'parked') as parked,
         (select count(*)::int from ${armed} waiting where due_at <= $1) as "dueDeadlines",
         (select count(*)::int from ${armed} waiting where due_at <= $2::timestamptz) as "overdueDeadlines"`;

const lookAt = (sent: string, backlogs: string): string => `
  select ${backlogs},
         (select count(*)::int from ${sent} told) as "sentInAll",
         (select count(*)::int from inbox_message) as "receivedInAll",
         ${marks(sent, '$3::bigint')} as sent,
         ${marks('inbox_message', '$4::bigint')} as received`;
