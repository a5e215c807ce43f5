import type { Transaction } from '@trial/persistence';
import type { Assignment } from '../domain/assignment.js';
import type { Instrument } from '../domain/instrument.js';
import type { Response } from '../domain/response.js';
import { Responses } from './response.table.js';

/** The version in force of a submitted form; null when it was not answered. */
export const latestResponse = (tx: Transaction, assignmentId: string): Promise<Response | null> =>
  tx.rows(Responses).findOne({ where: { assignmentId }, order: { version: 'DESC' } });

/**
 * The scores of the form answered before this one for the same row of the assessment matrix; undefined when there is
 * none of this instrument version. Computed from the answers, because the participant, in whose name a form is
 * submitted, may read no score.
 */
export async function previousScores(
  tx: Transaction,
  { participantId, assessment }: Assignment,
  { code, version, score }: Instrument,
  { submittedAt }: Pick<Response, 'submittedAt'>,
): Promise<Readonly<Record<string, number | null>> | undefined> {
  const [before] = await tx.query<{ id: string; version: number }>(
    `select r.id, r.version from response r join assignment a on a.id = r.assignment_id
      where a.participant_id = $1 and a.assessment = $2 and a.instrument = $3 and a.instrument_version = $4
        and r.submitted_at < $5
      order by r.submitted_at desc, r.id desc, r.version desc limit 1`,
    [participantId, assessment, code, version, submittedAt.toString()],
  );
  const previous = before && (await tx.rows(Responses).findOneBy(before));
  return previous ? scoresByCode(score(previous.answers)) : undefined;
}

export const scoresByCode = (
  scores: readonly { readonly code: string; readonly value: number | null }[],
): Record<string, number | null> => Object.fromEntries(scores.map(({ code, value }) => [code, value]));
