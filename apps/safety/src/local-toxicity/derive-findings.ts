import { localFindingWithdrawn } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { findingChanges } from '../domain/local-finding-changes.js';
import { localFindings } from '../domain/local-toxicity.js';
import { localFindingFactsOf } from '../local-findings/local-finding-facts.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import type { Participant } from '../participants/participant.table.js';
import { formsOf } from './local-toxicity-form.reads.js';
import { recordFinding } from './record-finding.js';

/**
 * Brings the findings on record to what the forms, the reference and the time of treatment say now. Done again it changes
 * nothing. The participant is locked by whoever calls: two forms at once would each miss the other. What a finding that is
 * withdrawn had proposed stays for an investigator to refute.
 */
export async function deriveFindings(
  tx: Transaction,
  participant: Participant,
  trial: TrialConfiguration,
): Promise<void> {
  const { id: participantId, treatedAt, zone } = participant;
  if (!treatedAt || !trial.localToxicity) return;
  const forms = await formsOf(tx, participantId);
  const known = await tx
    .rows(LocalFindings)
    .find({ where: { participantId }, order: { visitCode: 'ASC', item: 'ASC', id: 'ASC' } });
  const found = localFindings(forms, { participantId, treatedAt, zone }, trial.localToxicity);
  const changes = findingChanges(known, found);

  for (const { id } of changes.withdrawn) await tx.rows(LocalFindings).update({ id }, { withdrawnAt: tx.now });
  for (const { id, change, assessedAt, foundOn, withoutReference } of changes.changed)
    await tx.rows(LocalFindings).update({ id }, { change, assessedAt, foundOn, withoutReference });
  for (const withdrawn of known.filter(({ id }) => changes.withdrawn.some((each) => each.id === id)))
    publish(tx, localFindingWithdrawn, localFindingFactsOf(withdrawn));
  for (const finding of changes.found) await recordFinding(tx, finding, { participant, trial, forms, known });
}
