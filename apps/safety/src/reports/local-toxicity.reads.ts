import type { LocalToxicityReport, LocalToxicityRequest } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { localToxicityTable, type FindingOf } from '../domain/local-toxicity-table.js';
import { findingViews, type ShownFinding } from '../local-toxicity/finding-views.js';
import { policyOf } from '../local-toxicity/form-setting.js';
import { newestForms } from '../local-toxicity/local-toxicity-form.reads.js';
import { LocalFindingLinks } from '../local-findings/local-finding-link.table.js';
import { treatedParticipants } from './treated-participants.reads.js';

/** How many unlinked findings are listed; their number is told in any case. */
const LISTED = 500;

/** The other half of the primary outcome, arms pooled: what every blinded reader may see. */
export async function localToxicityView(
  tx: Transaction,
  { trialId, untilDay }: LocalToxicityRequest,
  trial: TrialConfiguration,
): Promise<LocalToxicityReport> {
  const policy = policyOf(trial);
  const cutOffDay = untilDay ?? trial.outcomes.primaryCutOffDay;
  const forms = await newestForms(tx).where('form.trial_id = :trialId', { trialId }).getMany();
  const links = await tx.rows(LocalFindingLinks).find({ where: { trialId } });
  const table = localToxicityTable(await treatedParticipants(tx, trialId), forms, links, policy, cutOffDay);
  const unlinked = (await findingViews(tx)).filter(
    (shown) => shown.view.state !== 'no-longer-found' && table.unlinked.some(isShownBy(shown)),
  );
  return {
    untilDay: cutOffDay,
    participants: table.participants,
    yes: table.yes,
    no: table.no,
    notAssessed: table.notAssessed,
    items: table.items.map((row) => ({ limb: 'treated', ...row })),
    background: table.background.map((row) => ({ limb: 'untreated', ...row })),
    adverseEvents: table.adverseEvents,
    unlinked: table.unlinked.length,
    unlinkedFindings: unlinked
      .slice(0, LISTED)
      .map(({ view, participantId, siteId }) => ({ ...view, participantId, siteId })),
  };
}

const isShownBy =
  ({ participantId, view }: ShownFinding) =>
  (finding: FindingOf): boolean =>
    finding.participantId === participantId && finding.visitCode === view.visitCode && finding.item === view.item;
