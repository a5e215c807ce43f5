import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Randomisation } from './randomisation.table.js';

/**
 * Has the vault give the participant the next position of the sealed list, in this transaction. One function of the
 * vault is all this module may call there, and one word is all it is told: not the position, let alone the arm.
 * `Rejection`: `no-sealed-list`, `list-exhausted`, `already-randomised`.
 */
export async function takePosition(
  tx: Transaction,
  { id, trialId, siteId, participantId, stratum, randomisedAt }: Randomisation,
): Promise<void> {
  const [answer] = await tx.query<{ outcome: string }>('select vault.allocate($1, $2, $3, $4, $5, $6) as outcome', [
    trialId,
    siteId,
    participantId,
    stratum,
    id,
    randomisedAt.toString(),
  ]);
  switch (answer?.outcome) {
    case 'allocated':
      return;
    case 'no-sealed-list':
      throw new Rejection('no-sealed-list', {
        rule: 'the list statistician seals a list before the first participant',
      });
    case 'list-exhausted':
      throw new Rejection('list-exhausted', {
        rule: 'the list needs more positions before anybody else is randomised',
      });
    case 'already-allocated':
      throw new Rejection('already-randomised', { rule: 'a participant is randomised once' });
    case undefined:
    default:
      throw new Error('the vault gave no answer that is known here');
  }
}
