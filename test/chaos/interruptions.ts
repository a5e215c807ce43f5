import type pg from 'pg';
import { triggerAt, writes } from './writes.js';

/**
 * What can happen to a session of the service while it writes, or, when it holds what others wait for, to those who wait
 * behind it.
 */
export const INTERRUPTIONS = ['terminate', 'cancel', 'terminate-waiting', 'cancel-waiting'] as const;
export type Interruption = (typeof INTERRUPTIONS)[number];

/**
 * Counts what all sessions write as moments, in a sequence that no rollback turns back, and interrupts at those that
 * were chosen. Whoever is to end waits for it, so that it ends there and nowhere else.
 */
const SCHEMA = `
  create schema interruptions;
  create table interruptions.planned (moment bigint primary key, kind text not null);
  create sequence interruptions.moment;
  ${INTERRUPTIONS.map((kind) => `create sequence interruptions."${kind}";`).join('\n')}
  create function interruptions.pass() returns trigger language plpgsql security definer as $$
    declare
      passed bigint := nextval('interruptions.moment');
      kind text := (select planned.kind from interruptions.planned where moment = passed);
    begin
      if kind in ('terminate', 'cancel') then
        perform interruptions.interrupt(kind, pg_backend_pid());
        perform pg_sleep(60);
      elsif kind is not null then
        perform interruptions.interrupt(kind, pid) from pg_stat_activity
          where datname = current_database() and usename = 'enrolment' and wait_event_type = 'Lock';
      end if;
      return new;
    end $$;
  create function interruptions.interrupt(kind text, pid integer) returns void language plpgsql as $$
    begin
      perform nextval(format('interruptions.%I', kind));
      if kind like 'terminate%' then perform pg_terminate_backend(pid); else perform pg_cancel_backend(pid); end if;
    end $$;
  ${writes.map((write) => triggerAt(write, 'interruptions.pass()')).join('\n')}`;

interface Planned {
  readonly kind: Interruption;
  readonly after: number;
}

/** Tells an interruption from whatever else may go wrong. */
export const isInterruption = (fault: { readonly kind: string; readonly after: number }): fault is Planned =>
  INTERRUPTIONS.some((kind) => kind === fault.kind);

/** Interruptions of one database, at moments that a test chooses. */
export class Interruptions {
  private constructor(private readonly client: pg.Client) {}

  /** `client` is a superuser of the database of randomisation. */
  static async of(client: pg.Client): Promise<Interruptions> {
    await client.query(SCHEMA);
    return new Interruptions(client);
  }

  /** Interrupts so many moments from now; what was planned earlier and did not come is given up. */
  async plan(interruptions: readonly Planned[]): Promise<void> {
    await this.client.query('delete from interruptions.planned');
    await this.client.query(
      `insert into interruptions.planned select distinct on (after) last_value + 1 + after, kind
         from interruptions.moment, unnest($1::text[], $2::int[]) as wanted (kind, after)`,
      [interruptions.map(({ kind }) => kind), interruptions.map(({ after }) => after)],
    );
  }

  /** How many sessions were really interrupted. */
  async happened(): Promise<Readonly<Record<Interruption, number>>> {
    const counts = INTERRUPTIONS.map(
      (kind) =>
        `(select case when is_called then last_value else 0 end::int from interruptions."${kind}") as "${kind}"`,
    );
    const { rows } = await this.client.query<Record<Interruption, number>>(`select ${counts.join(', ')}`);
    return rows[0] ?? { terminate: 0, cancel: 0, 'terminate-waiting': 0, 'cancel-waiting': 0 };
  }
}
