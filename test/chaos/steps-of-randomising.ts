import { triggerAt, writes, type Write } from './writes.js';

/** A place where a randomisation can be held, and what must be left when its process dies there. */
export interface Step {
  readonly name: string;
  /** What another session does so that this one waits here; `$1` is the participant. */
  readonly hold: string;
  /**
   * What becomes of the session of the dead process: the database ends it, or goes on with what it was asked before it
   * looks for the next question. `commits first`: the process stands still until then, and dies without having answered.
   */
  readonly session: 'ends' | 'goes on' | 'commits first';
  readonly leaves: 'nothing' | 'everything';
}

/** The first half of the advisory locks that hold what is written. */
const LOCK = 7_102;
const heldAt = (write: Write): string => `select pg_advisory_xact_lock(${LOCK}, ${writes.indexOf(write)})`;

/** Lets sessions wait where somebody holds what they write, and pass elsewhere. */
export const STEPS_CAN_BE_HELD = `
  create function public.wait_while_held() returns trigger language plpgsql security definer as $$
    begin
      perform pg_advisory_xact_lock_shared(${LOCK}, tg_argv[0]::integer);
      return new;
    end $$;
  ${writes.map((write, number) => triggerAt(write, `public.wait_while_held(${number})`)).join('\n')}`;

/** The steps of one randomisation, in their order. */
export const STEPS: readonly Step[] = [
  {
    name: 'before it looks for an earlier answer',
    hold: 'lock table enrolment.command_receipt in access exclusive mode',
    session: 'goes on',
    leaves: 'nothing',
  },
  {
    name: 'before the participant is locked',
    hold: `select from enrolment.participant where id = $1 for update`,
    session: 'goes on',
    leaves: 'nothing',
  },
  {
    name: 'after the participant is locked',
    hold: heldAt('storing the status'),
    session: 'goes on',
    leaves: 'nothing',
  },
  {
    name: 'while it waits for the list',
    hold: `select from vault.randomisation_list for update`,
    session: 'goes on',
    leaves: 'nothing',
  },
  {
    name: 'after the position is taken',
    hold: heldAt('taking the position'),
    session: 'goes on',
    leaves: 'nothing',
  },
  {
    name: 'after the receipt is written, and its session with it',
    hold: heldAt('writing the receipt'),
    session: 'ends',
    leaves: 'nothing',
  },
  {
    name: 'after the receipt is written, while the database goes on to the commit',
    hold: heldAt('writing the receipt'),
    session: 'goes on',
    leaves: 'everything',
  },
  {
    name: 'while it commits, and its session with it',
    hold: heldAt('committing'),
    session: 'ends',
    leaves: 'nothing',
  },
  {
    name: 'while it commits, and the database goes on',
    hold: heldAt('committing'),
    session: 'goes on',
    leaves: 'everything',
  },
  {
    name: 'after the commit, before the answer',
    hold: heldAt('committing'),
    session: 'commits first',
    leaves: 'everything',
  },
];

/** Holds the relay when it has published and wants to note it. */
export const BEFORE_MARKED_AS_SENT = heldAt('marking as sent');
