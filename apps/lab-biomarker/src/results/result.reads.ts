import { keyAfter, pageOf, pageSize, type PageOfParticipant, type ResultPage, type ResultView } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { knownParticipant } from '../participants/participant.reads.js';

/** Newest versions of a participant's results, in the order in which they were first recorded. */
export async function resultPage(tx: Transaction, request: PageOfParticipant): Promise<ResultPage> {
  await knownParticipant(tx, request.participantId);
  const limit = pageSize(request);
  const rows = await tx.query<{ view: ResultView }>(
    `${VIEWS} where participant_id = $1 and id::text > $2 order by id::text, version desc limit $3`,
    [request.participantId, keyAfter(request.cursor), limit + 1],
  );
  return pageOf(
    rows.map(({ view }) => view),
    limit,
    ({ resultId }) => resultId,
  );
}

/** The newest version of one result. */
export async function resultView(tx: Transaction, id: string): Promise<ResultView> {
  const [found] = await tx.query<{ view: ResultView }>(
    `${VIEWS} where id = $1 order by id::text, version desc limit 1`,
    [id],
  );
  if (!found) throw new Error(`result ${id} is not there`);
  return found.view;
}

const VIEWS = `
  select distinct on (id::text) jsonb_strip_nulls(jsonb_build_object(
    'resultId', id,
    'participantId', participant_id,
    'siteId', site_id,
    'analyte', analyte,
    'comparator', reported #> '{value,comparator}',
    'number', reported #> '{value,number}',
    'unit', reported #> '{value,unit}',
    'low', limits -> 'low',
    'high', limits -> 'high',
    'lloq', reported #> '{value,lloq}',
    'uloq', reported #> '{value,uloq}',
    'position', position,
    'collectedAt', to_char(collected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'visitCode', visit_code,
    'laboratory', laboratory,
    'method', method,
    'flags', jsonb_path_query_array(flags, '$[*].code'),
    'version', version
  )) as view from result`;
