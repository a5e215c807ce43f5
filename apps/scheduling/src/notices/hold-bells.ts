import type { Transaction } from '@trial/persistence';
import { noticeDue, noticeDueAgain } from './notice.deadline.js';

const COLUMNS = {
  siteId: 'site_id',
  participantId: 'participant_id',
  visitId: 'visit_id',
  rule: 'rule',
  recipient: 'recipient',
} as const;

/**
 * Keeps the bells of some notices from ringing until the end of the transaction. A bell that rings has its deadline before it
 * has its notice: whoever changes both asks in that order too, so that nobody waits for somebody who waits for them.
 */
export async function holdBells(
  tx: Transaction,
  whose: { readonly [Name in keyof typeof COLUMNS]?: string },
): Promise<void> {
  const names = Object.keys(whose) as (keyof typeof COLUMNS)[];
  const condition = names.map((name, index) => `${COLUMNS[name]} = $${index + 2}`).join(' and ');
  await tx.query(
    `select 1 from deadline
      where name = any($1) and key in (select id::text from notice where ${condition}) and status = 'armed'
      order by id for update`,
    [[noticeDue.name, noticeDueAgain.name], ...names.map((name) => whose[name])],
  );
}
