import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Randomisation } from '../randomisation/randomisation.table.js';

/**
 * Has the vault give the participant the row of an envelope, in this transaction; one word is all this module is told.
 * `Rejection`: `no-sealed-list`, `pack-unknown`, `pack-closed`, `randomised-before-pack`, `envelope-unknown`,
 * `envelope-not-of-stratum`, `envelope-taken`, `envelope-out-of-order`, `already-randomised`.
 */
export async function takeEnvelope(
  tx: Transaction,
  { id, trialId, siteId, participantId, stratum, stratification, randomisedAt }: Randomisation,
  { pack, envelope }: { readonly pack: number; readonly envelope: number },
): Promise<void> {
  const [answer] = await tx.query<{ outcome: string }>(
    'select vault.allocate_reserved($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome',
    [
      trialId,
      siteId,
      participantId,
      stratum,
      JSON.stringify(stratification),
      pack,
      envelope,
      id,
      randomisedAt.toString(),
    ],
  );
  switch (answer?.outcome) {
    case 'allocated':
      return;
    case 'no-sealed-list':
      throw new Rejection('no-sealed-list');
    case 'pack-unknown':
      throw new Rejection('pack-unknown', { field: 'pack' });
    case 'pack-closed':
      throw new Rejection('pack-closed', { field: 'pack', rule: 'what was used is recorded before a pack is closed' });
    case 'before-pack':
      throw new Rejection('randomised-before-pack', { field: 'randomisedAt', rule: 'the pack was issued before' });
    case 'already-allocated':
      throw new Rejection('already-randomised', { rule: 'a participant is randomised once' });
    case 'envelope-unknown':
      throw new Rejection('envelope-unknown', { field: 'envelope' });
    case 'envelope-not-of-stratum':
      throw new Rejection('envelope-not-of-stratum', {
        field: 'envelope',
        rule: 'of the stratum of the signed values',
      });
    case 'envelope-taken':
      throw new Rejection('envelope-taken', { field: 'envelope', rule: 'an envelope is for one participant' });
    case 'envelope-out-of-order':
      throw new Rejection('envelope-out-of-order', {
        field: 'envelope',
        rule: 'record the earlier ones first, or have the pharmacy show the code of this one',
      });
    case undefined:
    default:
      throw new Error('the vault gave no answer that is known here');
  }
}
