import { Injectable } from '@nestjs/common';
import { participantScreened, type ScreenedParticipant, type ScreenParticipantCommand } from '@trial/contracts';
import { plainDate, Rejection, type Context, type SiteId, type TrialId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { participantCode } from '../../domain/participant-code.js';
import { screen } from '../../domain/participant.js';
import { refuseWhenLocked } from '../database-lock/refuse-when-locked.js';
import { Participants } from './participant.table.js';
import { PersonLink } from './person-link.js';
import { zoneOfSite } from './zone-of-site.js';

@Injectable()
export class ScreenParticipant {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly link: PersonLink,
  ) {}

  async execute(command: ScreenParticipantCommand, context: Context): Promise<ScreenedParticipant> {
    const { trialId, siteId, sex, yearOfBirth, personHash } = command;
    if (!context.sites.includes(siteId)) throw new Rejection('site-unknown', { field: 'siteId' });

    try {
      return await this.transactions.once(context, async (tx) => {
        await refuseWhenLocked(tx, trialId);
        const zone = zoneOfSite(this.trials.inForce(trialId, siteId, tx.now), siteId);
        const code = participantCode(siteId, await nextRunningNumber(tx, trialId, siteId));
        const screenedOn = plainDate(command.screenedOn);
        const participant = screen(tx.newId(), { trialId, siteId, code, yearOfBirth, sex, screenedOn }, zone, tx.now);

        await tx.rows(Participants).insert({
          ...participant,
          withdrawnFrom: [],
          personHash: personHash ? this.link.hashOf(trialId, personHash) : null,
          version: 1,
          arm: null,
        });
        const told = { participantId: participant.id, participantCode: code };
        publish(tx, participantScreened, { trialId, siteId, ...told });
        return told;
      });
    } catch (error) {
      if (isConflict(error, 'participant_person_once')) throw new Rejection('person-already-screened');
      throw error;
    }
  }
}

/** The row of the counter stays locked: the next person of the site waits, and a refusal gives the number back. */
async function nextRunningNumber(tx: Transaction, trialId: TrialId, siteId: SiteId): Promise<number> {
  const [counted] = await tx.query<{ last: number }>(
    `insert into running_number (trial_id, site_id, last) values ($1, $2, 1)
     on conflict (trial_id, site_id) do update set last = running_number.last + 1 returning last`,
    [trialId, siteId],
  );
  if (!counted) throw new Error('the running number of the site was not counted');
  return counted.last;
}
