import { Injectable } from '@nestjs/common';
import type {
  AmendmentImpact,
  ImpactBells,
  ImpactReminder,
  ImpactWindow,
  PreviewAmendmentCommand,
  VisitImpactView,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { InvalidTrialFile, readTrial, Trials, type TrialConfiguration } from '@trial/trial-configuration';
import type { Notice } from '../domain/notices/notice.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import type { Bells } from '../visit-windows/bells.js';
import { written } from '../visits/visit-facts.js';
import type { VisitImpact } from './amendment-impact.js';
import { impactPage, type ParticipantImpact } from './impact.reads.js';

/** Tells what a next version of the trial would do before anybody publishes it; nothing is changed. */
@Injectable()
export class PreviewAmendment {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute({ file, ...request }: PreviewAmendmentCommand, context: Context): Promise<AmendmentImpact> {
    const amended = this.nextVersion(request.trialId, file);
    return this.transactions.read(context, async (tx) => {
      const { items, ...rest } = await impactPage(tx, this.trials, amended, request);
      return {
        version: amended.version,
        reconsent: amended.amendment?.reconsent ?? 'required',
        participants: items.length,
        items: items.flatMap(viewsOf),
        ...rest,
      };
    });
  }

  /**
   * The version that stands in the file: the next one, or one that is published already and not gone by yet.
   * `Rejection`: `trial-unknown`; `trial-file-invalid` with every field and rule; `amendment-not-next`.
   */
  private nextVersion(trialId: string, file: string): TrialConfiguration {
    const next = this.trials.get(trialId).version + 1;
    for (let version = next; version > 1; version -= 1) {
      const read = readUnlessOther(file, `${trialId.toLowerCase()}.v${version}.yaml`);
      if (read) return read;
    }
    throw new Rejection('amendment-not-next', {
      field: 'file',
      rule: `must be a version of ${trialId} from 2 to ${next}`,
    });
  }
}

/** The trial in the text of a file; nothing when it is another trial or another version. */
function readUnlessOther(file: string, name: string): TrialConfiguration | undefined {
  try {
    return readTrial(file, name);
  } catch (error) {
    if (!(error instanceof InvalidTrialFile)) throw error;
    const { findings } = error;
    if (findings.some(({ field }) => field === 'id')) return undefined;
    throw new Rejection('trial-file-invalid', { field: 'file', rule: findings[0]?.rule ?? '', errors: findings });
  }
}

const viewsOf = ({ participant, visits, reminders }: ParticipantImpact): readonly VisitImpactView[] =>
  visits.map((impact) => ({
    participantId: participant.id,
    ...(participant.participantCode === null ? {} : { participantCode: participant.participantCode }),
    siteId: participant.siteId,
    ...impactViewOf(impact),
    remindersBefore: (reminders.get(impact.visitCode)?.before ?? []).map(reminderView),
    remindersAfter: (reminders.get(impact.visitCode)?.after ?? []).map(reminderView),
  }));

const impactViewOf = ({ visitCode, visitId, change, before, after, ...impact }: VisitImpact) => ({
  visitCode,
  ...(visitId === null ? {} : { visitId }),
  change,
  ...(before ? { before: windowView(before) } : {}),
  ...(after ? { after: windowView(after) } : {}),
  fallsOutOfWindow: impact.fallsOutOfWindow,
  bellsBefore: bellsView(impact.bellsBefore),
  bellsAfter: bellsView(impact.bellsAfter),
});

const reminderView = ({ rule, recipient, step, dueAt }: Notice): ImpactReminder => ({
  rule,
  recipient,
  step,
  dueAt: written(dueAt),
});

const windowView = ({ targetAt, opensAt, closesAt }: PlannedVisit): ImpactWindow => ({
  targetAt: written(targetAt),
  opensAt: written(opensAt),
  closesAt: written(closesAt),
});

const bellsView = ({ opens, closes }: Bells): ImpactBells => ({
  ...(opens ? { opens: written(opens) } : {}),
  ...(closes ? { closes: written(closes) } : {}),
});
