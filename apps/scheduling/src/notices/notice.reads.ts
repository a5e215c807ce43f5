import {
  keyAfter,
  pageOf,
  pageSize,
  type AtNotice,
  type ListNotices,
  type NoticeAttemptView,
  type NoticeDetail,
  type NoticePage,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { noticeViewOf, written } from './notice-view.js';
import { Notices, type StoredNotice } from './notice.table.js';

/** A row of the ledger, locked; `Rejection('notice-unknown')` when the caller may not see one. */
export async function lockNotice(tx: Transaction, { noticeId: id }: AtNotice): Promise<StoredNotice> {
  const notice = await tx.rows(Notices).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!notice) throw new Rejection('notice-unknown', { field: 'noticeId' });
  return notice;
}

/** One intended message with every attempt to send it; `Rejection('notice-unknown')`. */
export async function noticeDetail(tx: Transaction, { noticeId: id }: AtNotice): Promise<NoticeDetail> {
  const notice = await tx.rows(Notices).findOneBy({ id });
  if (!notice) throw new Rejection('notice-unknown', { field: 'noticeId' });
  const attempts = await tx.query<AttemptRow>(
    `select number, message_id as "messageId", outcome, reply_code as "replyCode",
            ${asText('started_at')} as "startedAt", ${asText('ended_at')} as "endedAt"
       from notice_attempt where notice_id = $1 order by number`,
    [id],
  );
  return { notice: noticeViewOf(notice), attempts: attempts.map(attemptViewOf) };
}

/** The ledger at the sites the caller may see, by the moment a message is due. */
export async function noticePage(tx: Transaction, request: ListNotices): Promise<NoticePage> {
  const { trialId, state, participantId, visitId } = request;
  const limit = pageSize(request);
  const chosen = { trialId, ...(state ? { state } : {}), ...(participantId ? { participantId } : {}) };
  const query = tx
    .rows(Notices)
    .createQueryBuilder('notice')
    .where({ ...chosen, ...(visitId ? { visitId } : {}) })
    .andWhere(`${SORT_KEY} > :after`, { after: keyAfter(request.cursor) });
  const rows = await query
    .orderBy('notice.dueAt')
    .addOrderBy('notice.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ dueAt, id }) => `${written(dueAt)} ${id}`);
  return { items: items.map(noticeViewOf), ...rest };
}

interface AttemptRow extends Omit<NoticeAttemptView, 'replyCode' | 'endedAt'> {
  readonly replyCode: number | null;
  readonly endedAt: string | null;
}

const attemptViewOf = ({ replyCode, endedAt, ...attempt }: AttemptRow): NoticeAttemptView => ({
  ...attempt,
  ...(endedAt === null ? {} : { endedAt }),
  ...(replyCode === null ? {} : { replyCode }),
});

const asText = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The key of `pageOf` in SQL; as text, byte by byte, because a cursor may hold any text. */
const SORT_KEY = `(${asText('notice.due_at')} || ' ' || notice.id::text) collate "C"`;
