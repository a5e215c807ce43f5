import { Injectable } from '@nestjs/common';
import {
  accessGranted,
  blindingClassOf,
  roles,
  type AccessGrantId,
  type GrantAccessCommand,
  type Role,
} from '@trial/contracts';
import { instant, isAfter, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { AccessGrants } from './access-grant.table.js';

@Injectable()
export class GrantAccess {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: GrantAccessCommand, context: Context): Promise<AccessGrantId> {
    const role = roleNamed(command.role);
    this.refuseUnknownSites(command);
    refuseUnknownZone(command.zone);
    refuseEndBeforeBeginning(command);
    if (role === 'participant' && !command.participantId)
      throw new Rejection('participant-missing', { field: 'participantId' });

    try {
      return await this.transactions.once(context, async (tx) => {
        // Where allocations are open to all there is nothing that one role may know and another may not.
        if (this.trials.isMasked(command.trialId)) await keepToOneClass(tx, command, role);
        await refuseSecondGrant(tx, command, role);
        const grantId = tx.newId();
        const { trialId, personId, sites, organisation, zone, participantId } = command;
        await tx.rows(AccessGrants).insert({
          id: grantId,
          trialId,
          personId,
          role,
          sites,
          organisation,
          zone,
          participantId: participantId ?? null,
          from: instant(command.from),
          until: command.until ? instant(command.until) : null,
        });
        publish(tx, accessGranted, { trialId, siteId: '', grantId, personId, role, sites });
        return { grantId };
      });
    } catch (error) {
      if (isConflict(error, 'access_grant_once')) throw new Rejection('access-already-granted');
      throw error;
    }
  }

  private refuseUnknownSites({ trialId, sites }: GrantAccessCommand): void {
    const known = this.trials.get(trialId).sites.map(({ code }) => code);
    const unknown = sites.find((site) => !known.some((code) => code === site));
    if (unknown) throw new Rejection('site-unknown', { field: 'sites', rule: `the trial has no site ${unknown}` });
  }
}

function roleNamed(name: string): Role {
  const role = roles.find((known) => known === name);
  if (!role) throw new Rejection('request-not-readable', { field: 'role', rule: 'no such role' });
  return role;
}

function refuseUnknownZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Rejection('zone-unknown', { field: 'zone', rule: `${zone} is no IANA time zone` });
  }
}

function refuseEndBeforeBeginning({ from, until }: GrantAccessCommand): void {
  if (until && !isAfter(instant(until), instant(from)))
    throw new Rejection('request-not-readable', { field: 'until', rule: 'until must be after from' });
}

/** The first grant of a person in a masked trial settles the class for good. */
async function keepToOneClass(tx: Transaction, { trialId, personId }: GrantAccessCommand, role: Role): Promise<void> {
  const wanted = blindingClassOf(role);
  await tx.query('insert into blinding_class (trial_id, person_id, class) values ($1, $2, $3) on conflict do nothing', [
    trialId,
    personId,
    wanted,
  ]);
  const [settled] = await tx.query<{ class: string }>(
    'select class from blinding_class where trial_id = $1 and person_id = $2',
    [trialId, personId],
  );
  if (settled?.class !== wanted) throw new Rejection('blinding-conflict', { field: 'role' });
}

/** One role is held once at a time, with the sites and the organisation of one line of the log. */
async function refuseSecondGrant(tx: Transaction, command: GrantAccessCommand, role: Role): Promise<void> {
  const { trialId, personId, from, until = null } = command;
  // One grant of a person in a trial after the other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`access ${trialId} ${personId}`]);
  const overlapping = await tx.query(
    `select 1 from access_grant where trial_id = $1 and person_id = $2 and role = $3
        and (valid_until is null or valid_until > $4) and ($5::timestamptz is null or valid_from < $5)`,
    [trialId, personId, role, from, until],
  );
  if (overlapping.length > 0) throw new Rejection('access-already-granted');
}
