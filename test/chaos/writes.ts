/**
 * What is written for one randomisation, in its order, up to the event that the relay has published and notes as sent.
 * The commit is met by a check that is put off until then.
 */
const WRITES = {
  'storing the status': 'before update on enrolment.participant',
  'storing the randomisation': 'before insert on enrolment.randomisation',
  'leaving the event': 'before insert on enrolment.outbox_message',
  'taking the position': 'after insert on vault.allocation',
  'writing the receipt': 'after insert on enrolment.command_receipt',
  committing: 'after insert on enrolment.command_receipt deferrable initially deferred',
  'marking as sent': 'before insert on enrolment.outbox_archive',
} as const;

export type Write = keyof typeof WRITES;
export const writes = Object.keys(WRITES) as readonly Write[];

/** Has a function of the database called whenever somebody writes this. */
export const triggerAt = (write: Write, call: string): string =>
  `create ${write === 'committing' ? 'constraint ' : ''}trigger "${write}" ${WRITES[write]} for each row execute function ${call};`;
