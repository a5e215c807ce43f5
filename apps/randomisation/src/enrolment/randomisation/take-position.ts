import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { refuseWhilePaused } from '../pauses/refuse-while-paused.js';
import type { Randomisation } from './randomisation.table.js';

/** How many may be randomised at most, as the trial file has it. */
export interface RecruitmentCaps {
  readonly trial?: number;
  readonly perSite?: number;
  readonly perStratum?: number;
}

/**
 * Has the vault give the participant the next position of the sealed list, in this transaction. One function of the
 * vault is all this module may call there, and one word is all it is told: not the position, let alone the arm.
 * Whatever is refused takes nothing from the list. `Rejection`: `randomisation-paused`, `no-sealed-list`, `list-exhausted`, `already-randomised`,
 * `stratum-closed`, `trial-full`, `site-full`, `stratum-full`, `clock-went-back`.
 */
export async function takePosition(
  tx: Transaction,
  { id, trialId, siteId, participantId, stratum, stratification, randomisedAt }: Randomisation,
  caps: RecruitmentCaps,
): Promise<void> {
  // Two statements in one packet: whether there is a pause is read behind the lock that the first of them takes.
  const [[answer]] = await Promise.all([
    tx.query<{ outcome: string }>('select vault.allocate($1, $2, $3, $4, $5, $6, $7, $8) as outcome', [
      trialId,
      siteId,
      participantId,
      stratum,
      JSON.stringify(stratification),
      JSON.stringify(caps),
      id,
      randomisedAt.toString(),
    ]),
    refuseWhilePaused(tx, trialId, randomisedAt),
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
    case 'stratum-closed':
      throw new Rejection('stratum-closed', { rule: 'the list statistician closed it; ask whether it opens again' });
    case 'trial-full':
      throw new Rejection('trial-full', {
        rule: 'the trial has randomised as many as its file allows; recruitment ends',
      });
    case 'site-full':
      throw new Rejection('site-full', { rule: 'this site has its share; ask the sponsor for a place elsewhere' });
    case 'stratum-full':
      throw new Rejection('stratum-full', { rule: 'enough with these characteristics take part; others still may' });
    case 'clock-went-back':
      throw new Rejection('clock-went-back', {
        rule: 'the clock lies before the last randomisation; have it set right, then repeat',
      });
    case undefined:
    default:
      throw new Error('the vault gave no answer that is known here');
  }
}
