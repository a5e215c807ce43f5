import { defineMigration, seeingAllRows } from '@trial/persistence';

/**
 * A corrected clock that ended with the answer to the one it stands for has no answer of its own, and 0007 took it for a
 * replaced one. Which of them stands nobody wrote down: each that was due before the answered one counts again, so that a
 * case is owed too early at worst. What was replaced since is on record, and stays.
 */
export const CorrectedClocks0010 = defineMigration(
  10,
  'CorrectedClocks',
  seeingAllRows(
    ['expedited_clock', 'expedited_assessment'],
    [
      `alter table expedited_clock disable trigger audit`,
      `update expedited_clock clock set replaced = false
        where clock.replaced
          and exists (select 1 from expedited_clock answered
                        join expedited_assessment assessment on assessment.clock_id = answered.id
                       where answered.adverse_event_id = clock.adverse_event_id and answered.clock = clock.clock
                         and clock.due_at < answered.due_at)
          and not exists (select 1 from audit_entry entry
                           where entry.table_name = 'expedited_clock' and entry.row_id = clock.id::text
                             and entry.before ->> 'replaced' = 'false' and entry.after ->> 'replaced' = 'true')`,
      `alter table expedited_clock enable trigger audit`,
    ],
  ),
);
