import {
  keyAfter,
  pageOf,
  pageSize,
  type AssignmentForm,
  type AssignmentPage,
  type AssignmentView,
  type PageOfParticipant,
  type ReadAssignmentQuery,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { seesAnswers, seesDraft, seesScores, type Reader } from '../domain/disclosure.js';
import type { Answers, Respondent } from '../domain/instrument.js';
import { asSent } from '../domain/read-answers.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { readerOf } from './reader.js';

/** The forms of a participant in the order they were handed out. */
export async function assignmentPage(
  tx: Transaction,
  trials: Trials,
  request: PageOfParticipant,
): Promise<AssignmentPage> {
  const { id } = await knownParticipant(tx, request.participantId);
  const limit = pageSize(request);
  const rows = await tx.query<FormRow>(
    `${SELECT} where a.participant_id = $1 and a.id::text > $2 order by a.id::text limit $3`,
    [id, keyAfter(request.cursor), limit + 1],
  );
  const { items, ...rest } = pageOf(rows, limit, ({ assignmentId }) => assignmentId);
  const reader = readerOf(tx.context);
  return { items: items.map((row) => viewOf(row, reader, trials)), ...rest };
}

/** One form with what was answered, as far as the caller may see it; `Rejection('assignment-unknown')`. */
export async function assignmentForm(
  tx: Transaction,
  trials: Trials,
  { assignmentId, participantId }: ReadAssignmentQuery,
): Promise<AssignmentForm> {
  const [row] = await tx.query<FormRow>(`${SELECT} where a.participant_id = $1 and a.id = $2`, [
    participantId,
    assignmentId,
  ]);
  if (!row) throw new Rejection('assignment-unknown', { field: 'assignmentId' });
  const reader = readerOf(tx.context);
  const answers = answersFor(row, reader, trials);
  const view = viewOf(row, reader, trials);
  return answers ? Object.assign(view, { answers: asSent(answers) }) : view;
}

interface FormRow extends Omit<AssignmentView, 'respondent'> {
  readonly respondent: Respondent;
  readonly trialId: string;
  readonly trialVersion: number;
  readonly visitIsOver: boolean;
  readonly response: Pick<AssignmentView, 'submittedAt' | 'timing' | 'completion' | 'version'> | null;
  readonly found: Pick<Required<AssignmentView>, 'scores' | 'flags'> | null;
  readonly submitted: Answers | null;
  readonly saved: Answers | null;
}

function viewOf(row: FormRow, reader: Reader, trials: Trials): AssignmentView {
  const { trialId, trialVersion, visitIsOver, response, found, submitted, saved, ...view } = row;
  const shown = found !== null && seesScores(reader, { ...view, visitIsOver }, siteSeesScores(row, trials));
  return { ...view, ...response, ...(shown ? found : {}) };
}

function answersFor(row: FormRow, reader: Reader, trials: Trials): Answers | null {
  if (row.submitted) return seesAnswers(reader, row, siteSeesScores(row, trials)) ? row.submitted : null;
  return row.status === 'open' && seesDraft(reader, row) ? row.saved : null;
}

const siteSeesScores = ({ trialId, trialVersion }: FormRow, trials: Trials) =>
  trials.version(trialId, trialVersion).participantForms.siteSeesScores;

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SELECT = `
  select a.id as "assignmentId", a.participant_id as "participantId", a.site_id as "siteId", a.visit_id as "visitId",
         a.visit_code as "visitCode", a.assessment, a.instrument, a.instrument_version as "instrumentVersion",
         a.languages, a.respondent, a.status, ${moment('a.opened_at')} as "openedAt", ${moment('a.closes_at')} as "closesAt",
         a.trial_id as "trialId", a.trial_version as "trialVersion",
         v.closed_at is not null or v.outcome is not null as "visitIsOver",
         case when r.id is not null then jsonb_build_object(
           'submittedAt', ${moment('r.submitted_at')}, 'timing', r.timing, 'completion', r.completion, 'version', r.version
         ) end as response,
         case when r.id is not null then jsonb_build_object(
           'scores', (select coalesce(jsonb_object_agg(s.code, s.value), '{}') from score s
                       where s.response_id = r.id and s.response_version = r.version),
           'flags', (select coalesce(jsonb_agg(distinct f.code), '[]') from response_flag f
                      where f.response_id = r.id and f.response_version = r.version)
         ) end as found,
         r.answers as submitted, d.answers as saved
    from assignment a
    join visit v on v.id = a.visit_id
    left join draft d on d.id = a.id
    left join lateral (
      select * from response where assignment_id = a.id order by version desc limit 1
    ) r on true`;
