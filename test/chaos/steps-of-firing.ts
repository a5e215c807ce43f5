/** A place where a firing can be held: what another session does so that it waits there. */
export interface StepOfFiring {
  readonly name: string;
  readonly hold: string;
  /** What becomes of the session of the dead process: the database ends it, or goes on with what it was asked. */
  readonly sessions: readonly ('ends' | 'goes on')[];
}

/** What is written for one deadline that passes, in its order; the commit is met by a check that is put off until then. */
const WRITES = [
  'before update on safety.deadline',
  'before insert on safety.outbox_message',
  'after insert on safety.outbox_message deferrable initially deferred',
  'before insert on safety.outbox_archive',
] as const;

/** The first half of the advisory locks that hold what is written. */
const LOCK = 7_103;
const heldAt = (write: (typeof WRITES)[number]): string =>
  `select pg_advisory_xact_lock(${LOCK}, ${WRITES.indexOf(write)})`;

/** Lets sessions wait where somebody holds what they write, and pass elsewhere. */
export const FIRINGS_CAN_BE_HELD = `
  create function public.wait_while_fired() returns trigger language plpgsql security definer as $$
    begin
      perform pg_advisory_xact_lock_shared(${LOCK}, tg_argv[0]::integer);
      return new;
    end $$;
  ${WRITES.map(
    (write, number) =>
      `create ${write.includes('deferred') ? 'constraint ' : ''}trigger held_${number} ${write} for each row execute function public.wait_while_fired(${number});`,
  ).join('\n')}`;

/** The steps of one firing, in their order, up to the event that the relay has published and notes as sent. */
export const STEPS_OF_FIRING: readonly StepOfFiring[] = [
  {
    name: 'before it is found',
    hold: 'lock table safety.deadline in access exclusive mode',
    sessions: ['goes on'],
  },
  {
    name: 'after its row is locked, before it is marked',
    hold: heldAt('before update on safety.deadline'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'after it is marked, before its handler looks',
    hold: 'lock table safety.reporting_clock in access exclusive mode',
    sessions: ['goes on'],
  },
  {
    name: 'before the event is left',
    hold: heldAt('before insert on safety.outbox_message'),
    sessions: ['goes on'],
  },
  {
    name: 'while it commits',
    hold: heldAt('after insert on safety.outbox_message deferrable initially deferred'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'after its event is published, before that is noted',
    hold: heldAt('before insert on safety.outbox_archive'),
    sessions: ['ends'],
  },
];
