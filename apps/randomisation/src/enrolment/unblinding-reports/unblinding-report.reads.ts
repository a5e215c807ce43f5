import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfTrial,
  type UnblindingReportPage,
  type UnblindingReportView,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';

/** Reports of the sites the caller may see, in the order they were made. */
export async function unblindingReportPage(tx: Transaction, request: PageOfTrial): Promise<UnblindingReportPage> {
  const limit = pageSize(request);
  const rows = await tx.query<{ view: UnblindingReportView }>(
    `select jsonb_strip_nulls(jsonb_build_object(
              'reportId', id, 'siteId', nullif(site_id, ''), 'participantId', participant_id, 'how', how,
              'occurredAt', ${moment('occurred_at')}, 'reportedBy', reported_by, 'role', role,
              'reportedAt', ${moment('reported_at')})) as view
       from unblinding_report where trial_id = $1 and id::text > $2 order by id limit $3`,
    [request.trialId, keyAfter(request.cursor), limit + 1],
  );
  return pageOf(
    rows.map(({ view }) => view),
    limit,
    ({ reportId }) => reportId,
  );
}

function moment(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
