import { In } from 'typeorm';
import { localFindingFound } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { recordCandidate } from '../adverse-events/record-candidate.js';
import { raiseLocalCandidate } from '../domain/local-candidate.js';
import { standingProposal, type KnownFinding } from '../domain/local-finding-changes.js';
import { termProposed, type LocalFinding } from '../domain/local-toxicity.js';
import type { RecordedLocalForm } from '../domain/local-toxicity-form.js';
import { linkOf } from '../local-findings/link-finding.js';
import { localFindingFactsOf } from '../local-findings/local-finding-facts.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import type { Participant } from '../participants/participant.table.js';
import { placedAt } from '../placement/placed.js';

/** What a finding is recorded with: whose it is, what they filled in, and what was found before. */
export interface OnRecord {
  readonly participant: Participant;
  readonly trial: TrialConfiguration;
  readonly forms: readonly RecordedLocalForm[];
  readonly known: readonly KnownFinding[];
}

/**
 * A finding nobody has heard of: it proposes an adverse event, or asks somebody to say which one it is. One that is found again
 * is what somebody said it was.
 */
export async function recordFinding(tx: Transaction, finding: LocalFinding, onRecord: OnRecord): Promise<void> {
  const form = onRecord.forms.find(({ visitCode, limb }) => visitCode === finding.visitCode && limb === 'treated');
  if (!form) throw new Error(`a finding at ${finding.visitCode} needs its form`);
  const fresh = { ...finding, id: tx.newId(), formId: form.id, recordedAt: tx.now, withdrawnAt: null };
  const { participantId } = form;
  const link = await linkOf(tx, { ...finding, participantId });
  const proposedEventId = link
    ? null
    : ((await earlierProposal(tx, finding, onRecord)) ?? (await propose(tx, fresh, onRecord)));
  const recorded = placedAt(form, { ...fresh, participantId, proposedEventId });
  await tx.rows(LocalFindings).insert(recorded);
  publish(tx, localFindingFound, {
    ...localFindingFactsOf(recorded),
    trialVersion: onRecord.trial.version,
    change: finding.change,
    ...(link ? { adverseEventId: link.adverseEventId } : {}),
    ...(proposedEventId ? { adverseEventId: proposedEventId } : {}),
  });
}

async function earlierProposal(
  tx: Transaction,
  finding: LocalFinding,
  { known }: OnRecord,
): Promise<string | undefined> {
  const proposed = known.flatMap(({ proposedEventId }) => proposedEventId ?? []);
  if (proposed.length === 0) return undefined;
  return standingProposal(finding, known, await tx.rows(AdverseEvents).findBy({ id: In(proposed) }));
}

/** The candidate it raises, or null where the trial has a person ask for the cause first. */
async function propose(
  tx: Transaction,
  { id: findingId, formId, ...finding }: LocalFinding & Pick<KnownFinding, 'id' | 'formId'>,
  { participant, trial }: OnRecord,
): Promise<string | null> {
  const item = trial.localToxicity?.items.find(({ code }) => code === finding.item);
  const term = item && termProposed(item);
  if (!term) return null;
  const { trialId, siteId, id: participantId } = participant;
  const place = { trialId, siteId, participantId, trialVersion: trial.version };
  const source = { ...place, findingId, ctcaeVersion: trial.ctcae.version, term };
  const proposed = raiseLocalCandidate(tx.newId(), finding, source, tx.now);
  const { visitCode } = finding;
  await recordCandidate(tx, proposed, { from: 'local-toxicity', formId, visitCode, item: finding.item }, trial);
  return proposed.adverseEvent.id;
}
