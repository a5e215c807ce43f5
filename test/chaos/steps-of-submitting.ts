/** A place where a case on its way to a receiver can be held: what another session does so that it waits there. */
export interface StepOfSubmitting {
  readonly name: string;
  readonly hold: string;
  /** What becomes of the session of the dead process: the database ends it, or goes on with what it was asked. */
  readonly sessions: readonly ('ends' | 'goes on')[];
}

/** What is written, in its order; a commit is met by a check that is put off until then. */
const WRITES = [
  'before insert on unblinded.submission_queue',
  'after insert on unblinded.submission deferrable initially deferred',
  'before update on unblinded.submission_queue',
  'after update on unblinded.submission_queue deferrable initially deferred',
  'before update on unblinded.submission_attempt',
  'before delete on unblinded.submission_queue',
  'before insert on unblinded.acknowledgement',
  'after insert on unblinded.acknowledgement deferrable initially deferred',
] as const;

/** The first half of the advisory locks that hold what is written. */
const LOCK = 7_104;
const heldAt = (write: (typeof WRITES)[number]): string =>
  `select pg_advisory_xact_lock(${LOCK}, ${WRITES.indexOf(write)})`;

/** Lets sessions wait where somebody holds what they write, and pass elsewhere. */
export const SUBMISSIONS_CAN_BE_HELD = `
  create function public.wait_while_submitted() returns trigger language plpgsql security definer as $$
    begin
      perform pg_advisory_xact_lock_shared(${LOCK}, tg_argv[0]::integer);
      return coalesce(new, old);
    end $$;
  ${WRITES.map(
    (write, number) =>
      `create ${write.includes('deferred') ? 'constraint ' : ''}trigger held_${number} ${write} for each row execute function public.wait_while_submitted(${number});`,
  ).join('\n')}`;

/** While somebody submits a version: before the answer they get. */
export const STEPS_OF_QUEUEING: readonly StepOfSubmitting[] = [
  {
    name: 'before it stands in the queue',
    hold: heldAt('before insert on unblinded.submission_queue'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'while it commits',
    hold: heldAt('after insert on unblinded.submission deferrable initially deferred'),
    sessions: ['ends', 'goes on'],
  },
];

/** From the queue to the answer of the receiver. */
export const STEPS_OF_DELIVERING: readonly StepOfSubmitting[] = [
  {
    name: 'before the try is written down',
    hold: heldAt('before update on unblinded.submission_queue'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'while that commits, before anything is sent',
    hold: heldAt('after update on unblinded.submission_queue deferrable initially deferred'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'after the receiver answered, before that is noted',
    hold: heldAt('before update on unblinded.submission_attempt'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'after it is noted as sent, before it leaves the queue',
    hold: heldAt('before delete on unblinded.submission_queue'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'before the words of the receiver are kept',
    hold: heldAt('before insert on unblinded.acknowledgement'),
    sessions: ['ends', 'goes on'],
  },
  {
    name: 'while the answer commits',
    hold: heldAt('after insert on unblinded.acknowledgement deferrable initially deferred'),
    sessions: ['ends', 'goes on'],
  },
];
