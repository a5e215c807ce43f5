import { participationEnded, type DataOf } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { WorkAt } from './change-work.js';
import { rulesThatStop } from './work-rules.js';

/** Remembers what people call the participant; a code never changes. */
export async function rememberCode(
  tx: Transaction,
  { participantCode, ...at }: Required<WorkAt> & { participantCode: string },
) {
  await tx.query(
    `insert into work_participant (id, trial_id, site_id, participant_id, code) values ($1, $2, $3, $1, $4)
     on conflict (id) do update set code = excluded.code where work_participant.code is null`,
    [at.participantId, at.trialId, at.siteId, participantCode],
  );
}

/**
 * Participation ended (S20): what only a participant can do is not to be done any more, also when it is heard of
 * afterwards. Safety follow-up, results of samples taken and the reason for an overdue visit are still owed.
 */
export async function stopWork(tx: Transaction, { endedAt, ...at }: DataOf<typeof participationEnded>): Promise<void> {
  await tx.query(
    `insert into work_participant (id, trial_id, site_id, participant_id, ended_at) values ($1, $2, $3, $1, $4)
     on conflict (id) do update set ended_at = excluded.ended_at where work_participant.ended_at is null`,
    [at.participantId, at.trialId, at.siteId, endedAt],
  );
  await tx.query(
    `update work_item set ended_at = $2, ended_by = $3
      where participant_id = $1 and begun_at is not null and ended_at is null and rule = any($4)`,
    [at.participantId, endedAt, participationEnded.type, rulesThatStop],
  );
}
