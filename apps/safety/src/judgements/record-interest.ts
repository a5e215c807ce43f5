import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { IsNull } from 'typeorm';
import type { AdverseEvent, AdverseEventId } from '../domain/adverse-event.js';
import { groupsOfTerm, type SpecialInterest } from '../domain/special-interest.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { SpecialInterests } from './special-interest.table.js';

/** What an event belongs to by its term, kept with the version of the trial it is recorded under. */
export async function recordInterest(
  tx: Transaction,
  event: AdverseEvent,
  { reporting }: TrialConfiguration,
): Promise<readonly SpecialInterest[]> {
  const interests = groupsOfTerm(event.term, reporting.specialInterest).map(
    ({ code: group, toSponsor }): Placed<SpecialInterest> =>
      placedAt(event, {
        ...{ id: tx.newId(), adverseEventId: event.id, group, basis: 'term', toSponsor },
        ...{ trialVersion: event.trialVersion, reason: null, awareAt: null },
        ...{ recordedBy: tx.context.actor, recordedAt: tx.now, ...standing },
      }),
  );
  await tx.rows(SpecialInterests).insert(interests);
  return interests;
}

/** The groups an event is in; what was taken back is not among them. */
export const interestsIn = (tx: Transaction, adverseEventId: AdverseEventId): Promise<SpecialInterest[]> =>
  tx.rows(SpecialInterests).findBy({ adverseEventId, withdrawnAt: IsNull() });

/** Of what nobody took back. */
export const standing = { withdrawnAt: null, withdrawnBy: null, withdrawalReason: null };
