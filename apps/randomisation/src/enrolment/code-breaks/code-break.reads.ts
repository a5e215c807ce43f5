import { keyAfter, pageOf, pageSize, type CodeBreakPage, type CodeBreakView, type PageOfTrial } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';

/** Code breaks and attempts of the sites the caller may see, in the order they happened. */
export async function codeBreakPage(tx: Transaction, request: PageOfTrial): Promise<CodeBreakPage> {
  const limit = pageSize(request);
  const rows = await tx.query<{ view: CodeBreakView }>(
    `select jsonb_strip_nulls(jsonb_build_object(
              'codeBreakId', id, 'siteId', nullif(site_id, ''), 'participantId', participant_id, 'outcome', outcome,
              'refusal', refusal, 'cause', cause, 'by', acted_by,
              'at', to_char(acted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) as view
       from code_break_notice where trial_id = $1 and id::text > $2 order by id limit $3`,
    [request.trialId, keyAfter(request.cursor), limit + 1],
  );
  return pageOf(
    rows.map(({ view }) => view),
    limit,
    ({ codeBreakId }) => codeBreakId,
  );
}
