import { reminderRulesOf, type Trials } from '@trial/trial-configuration';
import { isForParticipant, noticesOf, type Notice } from '../domain/notices/notice.js';
import type { RemindedVisit } from './visits-to-remind-of.js';

/**
 * What the rules of the participant's trial version intend for one visit now. Somebody who left is not written to, and
 * nothing is asked of them (S20).
 */
export function intendedNotices(
  trials: Trials,
  visit: RemindedVisit,
  zoneOf: (recipient: string) => string,
): readonly Notice[] {
  const trial = trials.version(visit.trialId, visit.trialVersion);
  const quiet = trial.reminders?.quietHours ?? null;
  return noticesOf(visit, reminderRulesOf(trial), zoneOf, quiet).filter(
    (notice) => visit.endedAs === null || !isForParticipant(notice),
  );
}
