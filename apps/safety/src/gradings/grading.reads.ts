import {
  keyAfter,
  pageOf,
  pageSize,
  type GradeAnswer,
  type GradeDifference,
  type GradeDifferencePage,
  type GradingPage,
  type GradingView,
  type ListGradeDifferences,
  type ListGradings,
} from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { ResultGradings, type StoredGrading } from './result-grading.table.js';

/** All gradings of a participant, result by result, oldest statement first. */
export async function gradingPage(tx: Transaction, request: ListGradings): Promise<GradingPage> {
  const limit = pageSize(request);
  const query = tx
    .rows(ResultGradings)
    .createQueryBuilder('grading')
    .where('grading.participant_id = :participantId', { participantId: request.participantId })
    .andWhere(`${KEY} collate "C" > :after`, { after: keyAfter(request.cursor) })
    .orderBy(`${KEY} collate "C"`)
    .limit(limit + 1);
  if (request.resultId) query.andWhere('grading.result_id = :resultId', { resultId: request.resultId });
  const { items, ...rest } = pageOf(await query.getMany(), limit, keyOf);
  return { items: items.map(viewOf), ...rest };
}

const KEY = `grading.result_id || ' ' || lpad(grading.result_version::text, 7, '0') || ' ' ||
  lpad(grading.statement::text, 7, '0') || ' ' || grading.criterion`;
const keyOf = ({ resultId, resultVersion, statement, criterion }: StoredGrading): string =>
  [resultId, ...[resultVersion, statement].map((number) => String(number).padStart(7, '0')), criterion].join(' ');

function viewOf(stored: StoredGrading): GradingView {
  const { resultId, resultVersion, because, statedAt, criterion, trialVersion, grading } = stored;
  const { value, range, baseline } = grading.inputs;
  return {
    ...{ resultId, resultVersion, because, statedAt: written(statedAt), criterion, term: grading.term, trialVersion },
    answer: answerOf(stored),
    value: {
      ...value,
      ...(range.low === undefined ? {} : { low: range.low }),
      ...(range.high === undefined ? {} : { high: range.high }),
    },
    ...(baseline ? { baseline: baselineOf(baseline) } : {}),
    bounds: grading.bounds.map((bound) => ({ ...bound })),
    policy: grading.policy,
    assumptions: [...grading.assumptions],
  };
}

const baselineOf = ({
  number,
  unit,
  status,
}: NonNullable<StoredGrading['grading']['inputs']['baseline']>): NonNullable<GradingView['baseline']> => ({
  status,
  ...(number === undefined ? {} : { number }),
  ...(unit === undefined ? {} : { unit }),
});

type Stored = Pick<StoredGrading, 'lowest' | 'highest' | 'notGradable'>;

const answerOf = ({ lowest, highest, notGradable }: Stored): GradeAnswer => ({
  ...(lowest === null ? {} : { lowest }),
  ...(highest === null ? {} : { highest }),
  ...(notGradable === null ? {} : { notGradable }),
});

/** Where a result answers otherwise than the statement of it before, oldest first. */
export async function gradeDifferencePage(
  tx: Transaction,
  request: ListGradeDifferences,
): Promise<GradeDifferencePage> {
  const limit = pageSize(request);
  const rows = await tx.query<DifferenceRow>(DIFFERENCES, [
    request.trialId,
    request.participantId ?? null,
    keyAfter(request.cursor),
    limit + 1,
  ]);
  const { items, ...rest } = pageOf(rows, limit, ({ key }) => key);
  return { items: items.map(differenceOf), ...rest };
}

interface DifferenceRow extends Omit<GradeDifference, 'before' | 'after' | 'adverseEventId' | 'status'>, Stored {
  readonly key: string;
  readonly lowestBefore: number | null;
  readonly highestBefore: number | null;
  readonly notGradableBefore: string | null;
  readonly adverseEventId: string | null;
  readonly status: string | null;
}

function differenceOf(row: DifferenceRow): GradeDifference {
  const { participantId, siteId, resultId, criterion, term, resultVersion, because, statedAt, open } = row;
  const { lowestBefore, highestBefore, notGradableBefore, adverseEventId, status } = row;
  return {
    ...{ participantId, siteId, resultId, criterion, term, resultVersion, because, statedAt, open },
    before: answerOf({ lowest: lowestBefore, highest: highestBefore, notGradable: notGradableBefore }),
    after: answerOf(row),
    ...(adverseEventId === null ? {} : { adverseEventId }),
    ...(status === null ? {} : { status }),
  };
}

/** What was said first has nothing before it: only later statements are looked at. Of several events of one result, the newest. */
const DIFFERENCES = `
  select * from (
    select to_char(told.stated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || told.result_id || ' ' ||
             lpad(told.result_version::text, 7, '0') || ' ' || lpad(told.statement::text, 7, '0') || ' ' || told.criterion as key,
           told.participant_id as "participantId", told.site_id as "siteId", told.result_id as "resultId", told.criterion,
           told.grading ->> 'term' as term, told.result_version as "resultVersion", told.because,
           to_char(told.stated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "statedAt",
           told.lowest, told.highest, told.not_gradable as "notGradable", before.lowest as "lowestBefore",
           before.highest as "highestBefore", before.not_gradable as "notGradableBefore",
           event.id as "adverseEventId", event.status,
           exists (select from regrading where regrading.adverse_event_id = event.id and regrading.answer is null
                      and regrading.result_version = told.result_version and regrading.statement = told.statement) as open
      from result_grading told
      join lateral (select lowest, highest, not_gradable from result_grading
                     where result_id = told.result_id and criterion = told.criterion
                       and (result_version, statement) < (told.result_version, told.statement)
                     order by result_version desc, statement desc limit 1) before on true
      left join lateral (select id, status from adverse_event
                          where source_result_id = told.result_id and criterion = told.criterion
                          order by status = 'refuted', id desc limit 1) event on true
     where told.trial_id = $1 and ($2::uuid is null or told.participant_id = $2) and told.because <> 'recorded'
       and (told.lowest, told.highest, told.not_gradable)
           is distinct from (before.lowest, before.highest, before.not_gradable)) difference
   where key collate "C" > $3 order by key collate "C" limit $4`;

const written = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
