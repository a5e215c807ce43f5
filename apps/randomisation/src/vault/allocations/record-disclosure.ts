import { allocationDisclosed } from '@trial/contracts/restricted';
import { Rejection, type ParticipantId, type TrialId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { allocationOf } from './allocation.reads.js';
import { Disclosures } from './disclosure.table.js';

interface Asked {
  readonly trialId: TrialId;
  readonly participantId: ParticipantId;
  readonly reason: string;
}

/** That the caller is going to be shown an allocation, before anything is opened; `Rejection('not-allocated')`. */
export async function recordDisclosure(
  tx: Transaction,
  { trialId, participantId, reason }: Asked,
): Promise<{ disclosureId: string }> {
  const held = await allocationOf(tx, { trialId, participantId });
  if (!held) throw new Rejection('not-allocated', { field: 'participantId' });
  const { siteId, allocationId } = held;
  const disclosureId = tx.newId();
  const { actor, role, organisation } = tx.context;
  await tx.rows(Disclosures).insert({
    id: disclosureId,
    trialId,
    siteId,
    participantId,
    allocationId,
    disclosedTo: actor,
    role,
    organisation,
    reason,
    disclosedAt: tx.now,
  });
  publish(tx, allocationDisclosed, { trialId, siteId, participantId, disclosureId, to: actor });
  return { disclosureId };
}
