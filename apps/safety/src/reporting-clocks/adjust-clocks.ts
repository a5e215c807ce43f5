import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { becameFatalOrLifeThreatening, type AdverseEvent } from '../domain/adverse-event.js';
import { suspicionOf } from '../domain/causality.js';
import { saeToSponsorClock, upgradedClocks } from '../domain/reporting-clocks.js';
import { isSerious } from '../domain/seriousness.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import { receiptThatCounts } from '../judgements/receipts.reads.js';
import { runningClocks, supersedeClocks } from './end-clocks.js';
import { expeditedDaysSince } from './expedited-days.js';
import { isExempt, reportingPolicyOf } from './reporting-policy.js';
import { startClocks } from './start-clocks.js';

/**
 * What a revision means to the clocks. What became serious starts the hours, from when that became known, unless the sponsor
 * has received it as serious before; where earlier hours run, they start when those turn out to have been answered before it
 * was serious. What became fatal or life-threatening while the sponsor held it has the shorter clock, whether its days ran, had
 * been answered, or never ran because the milder event was expected. What became worse than the reference safety information
 * lists, or serious again, has its days.
 *
 * @param before the event at its worst until now; `after`, with what is known since.
 */
export async function adjustClocks(
  tx: Transaction,
  before: AdverseEvent,
  after: AdverseEvent,
  awareAt: Instant,
  trial: TrialConfiguration,
): Promise<void> {
  const policy = reportingPolicyOf(trial);
  const receipt = await receiptThatCounts(tx, after.id);
  if (!receipt?.serious) {
    // The days begin with the receipt of a serious event; one of it while it was not serious answers nothing of this.
    if (!isSerious(before.seriousness) && isSerious(after.seriousness))
      await startClocks(tx, after, [saeToSponsorClock(awareAt, policy)]);
    return;
  }
  const opinions = await opinionsOn(tx, after.id);
  if (!becameFatalOrLifeThreatening(before, after)) {
    const daysOf = (event: AdverseEvent) => expeditedDaysSince(tx, event, opinions, receipt, trial);
    if ((await daysOf(before)).length === 0) await startClocks(tx, after, await daysOf(after));
    return;
  }

  const suspicion = suspicionOf(opinions, trial.causality.causes);
  const running = await runningClocks(tx, after.id, ['susar-other']);
  const facts = { seriousness: after.seriousness, suspicion, exempt: isExempt(trial, after.term) };
  const upgraded = upgradedClocks(facts, running[0] ?? null, tx.now, policy);
  if (upgraded.length > 0) await supersedeClocks(tx, running);
  await startClocks(tx, after, upgraded);
}
