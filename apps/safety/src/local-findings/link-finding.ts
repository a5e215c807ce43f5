import { localFindingLinked } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import type { KnownFinding } from '../domain/local-finding-changes.js';
import type { LocalFindingLink } from '../domain/local-toxicity.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { LocalFindingLinks } from './local-finding-link.table.js';
import { LocalFindings } from './local-finding.table.js';
import { localFindingFactsOf } from './local-finding-facts.js';

export const linkOf = (
  tx: Transaction,
  { participantId, visitCode, item }: Pick<LocalFindingLink, 'participantId' | 'visitCode' | 'item'>,
): Promise<LocalFindingLink | null> => tx.rows(LocalFindingLinks).findOneBy({ participantId, visitCode, item });

/** Says which event a finding is, in place of what was said before. */
export async function linkFinding(
  tx: Transaction,
  finding: Placed<KnownFinding>,
  { id: adverseEventId }: Pick<AdverseEvent, 'id'>,
  reason: string | null,
): Promise<void> {
  const { participantId, visitCode, item } = finding;
  const made = { linkedBy: tx.context.actor, linkedAt: tx.now, reason };
  await tx
    .rows(LocalFindingLinks)
    .upsert(placedAt(finding, { participantId, visitCode, item, adverseEventId, ...made }), {
      conflictPaths: ['participantId', 'visitCode', 'item'],
    });
  publish(tx, localFindingLinked, { ...localFindingFactsOf(finding), adverseEventId });
}

/** A confirmed candidate is what its findings are, but for those of which somebody said something else. */
export async function linkProposedFindings(tx: Transaction, event: AdverseEvent): Promise<void> {
  const findings = await tx.rows(LocalFindings).find({ where: { proposedEventId: event.id }, order: { id: 'ASC' } });
  for (const finding of findings) if (!(await linkOf(tx, finding))) await linkFinding(tx, finding, event, null);
}
