import { rolesThatPause, type AtTrial, type PauseView, type RandomisationState } from '@trial/contracts';
import { instant, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { pausedSince, type Pause } from '../../domain/pause.js';

interface Row extends Record<'id' | 'pausedBy' | 'pausedAt' | 'toldToSites' | 'reason', string> {
  readonly liftedAt: string | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
  readonly meanwhile: string[];
}

/** Whether randomisation is paused, and its pauses: those that stand first, then the newest. */
export async function randomisationState(tx: Transaction, { trialId }: AtTrial): Promise<RandomisationState> {
  const rows = await pausesOf(tx, trialId, null);
  const since = pausedSince(rows.map(pauseOf));
  return {
    paused: since !== null,
    ...(since === null ? {} : { pausedSince: moment(since) }),
    pauses: rows.map((row) => viewOf(row, tx.context.role)),
  };
}

/** One pause, as whoever signed it is told. */
export async function pauseView(tx: Transaction, trialId: string, pauseId: string): Promise<PauseView> {
  const [row] = await pausesOf(tx, trialId, pauseId);
  if (!row) throw new Error(`no pause ${pauseId}`);
  return viewOf(row, tx.context.role);
}

/** Whether somebody was randomised, by an envelope, at a moment that lies in a pause. */
export async function liesInPause(tx: Transaction, trialId: string, at: Instant): Promise<boolean> {
  const found = await tx.query(
    `select from randomisation_pause pause left join randomisation_pause_lift lift on lift.pause_id = pause.id
      where pause.trial_id = $1 and pause.paused_at <= $2 and (lift.lifted_at is null or lift.lifted_at > $2) limit 1`,
    [trialId, at.toString()],
  );
  return found.length > 0;
}

const asText = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Row-level security lets see who was randomised meanwhile at the sites of the caller. */
const pausesOf = (tx: Transaction, trialId: string, pauseId: string | null): Promise<Row[]> =>
  tx.query<Row>(
    `select pause.id, pause.paused_by as "pausedBy", ${asText('pause.paused_at')} as "pausedAt",
            pause.told_to_sites as "toldToSites", pause.reason, ${asText('lift.lifted_at')} as "liftedAt",
            lift.lifted_by as "liftedBy", lift.reason as "liftReason",
            array(select downtime.participant_id::text
                    from downtime_randomisation downtime
                    join randomisation made on made.id = downtime.randomisation_id
                   where made.trial_id = $1 and made.randomised_at >= pause.paused_at
                     and (lift.lifted_at is null or made.randomised_at < lift.lifted_at)
                   order by made.randomised_at, made.id) as meanwhile
       from randomisation_pause pause left join randomisation_pause_lift lift on lift.pause_id = pause.id
      where pause.trial_id = $1 and ($2::uuid is null or pause.id = $2)
      order by lift.lifted_at is not null, pause.paused_at desc, pause.id desc
      limit 100`,
    [trialId, pauseId],
  );

const pauseOf = ({ id, pausedBy, pausedAt, liftedAt }: Row): Pause => ({
  id,
  pausedBy,
  pausedAt: instant(pausedAt),
  liftedAt: liftedAt === null ? null : instant(liftedAt),
});

function viewOf(row: Row, role: string): PauseView {
  const { id: pauseId, pausedAt, toldToSites, pausedBy, reason, liftedAt, liftedBy, liftReason } = row;
  const signs = rolesThatPause.some((each) => each === role);
  return {
    pauseId,
    pausedAt,
    toldToSites,
    ...(signs ? { reason, pausedBy } : {}),
    ...(liftedAt === null ? {} : { liftedAt }),
    ...(signs && liftedBy !== null && liftReason !== null ? { liftedBy, liftReason } : {}),
    randomisedMeanwhile: row.meanwhile,
  };
}

const moment = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
