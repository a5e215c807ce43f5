import { pregnancyAnomalyFound, pregnancyAnomalySettled, pregnancyFollowUpSettled } from '@trial/contracts';
import { arm, disarm } from '@trial/deadlines';
import { plainDate, startOfDay, type TimeZone } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { needsAdverseEvent, type Pregnancy } from '../domain/pregnancy.js';
import { placedAt } from '../placement/placed.js';
import { PregnancyEntries, type PregnancyEntry } from './pregnancy-entry.table.js';
import { toldOf } from './pregnancy-told.js';
import { pregnancyFollowUpComes } from './pregnancy.deadlines.js';
import { Pregnancies } from './pregnancy.table.js';

type Said = Pick<PregnancyEntry, 'act'> & Partial<Pick<PregnancyEntry, 'information' | 'learnedAt' | 'reason'>>;

/**
 * Writes what is on record from now on with who said it, moves the day on which the site asks next, and tells of an anomaly
 * that needs an adverse event. `after` has the version and the follow-up day it is to have; ids are given here.
 */
export async function keepPregnancy(
  tx: Transaction,
  before: Pregnancy | undefined,
  after: Pregnancy,
  said: Said,
  zone: TimeZone,
): Promise<Pregnancy> {
  const asksAnew = said.act === 'followed-up' || before?.followUpOn !== after.followUpOn;
  const keeps = {
    ...after,
    followUpId: after.followUpOn === null ? null : asksAnew ? tx.newId() : before.followUpId,
    anomalyId: needsAdverseEvent(after) ? (before?.anomalyId ?? tx.newId()) : null,
  };
  if (before) await tx.rows(Pregnancies).update({ id: keeps.id }, whatChanges(keeps));
  else await tx.rows(Pregnancies).insert(keeps);
  await tx.rows(PregnancyEntries).insert(entryOf(tx, keeps, said));

  const told = toldOf(keeps);
  const { trialId, siteId, pregnancyId } = told;
  if (before?.followUpId && before.followUpId !== keeps.followUpId) {
    await disarm(tx, pregnancyFollowUpComes, { trialId, siteId, pregnancyId, followUpId: before.followUpId });
    publish(tx, pregnancyFollowUpSettled, { ...told, followUpId: before.followUpId });
  }
  if (keeps.followUpOn && keeps.followUpId && keeps.followUpId !== before?.followUpId) {
    const comesAt = startOfDay(plainDate(keeps.followUpOn), zone);
    arm(tx, pregnancyFollowUpComes, { trialId, siteId, pregnancyId, followUpId: keeps.followUpId }, comesAt);
  }
  if (before?.anomalyId && keeps.anomalyId === null)
    publish(tx, pregnancyAnomalySettled, { ...told, anomalyId: before.anomalyId });
  if (keeps.anomalyId && !before?.anomalyId)
    publish(tx, pregnancyAnomalyFound, { ...told, anomalyId: keeps.anomalyId, learnedAt: learnedOfEnd(tx, said) });
  return keeps;
}

/** What is corrected is known since the correction. */
const learnedOfEnd = (tx: Transaction, { act, learnedAt }: Said): string =>
  (act === 'ended' && learnedAt ? learnedAt : tx.now).toString({ fractionalSecondDigits: 3 });

/** All but what a pregnancy is of, and when it was recorded: nobody may change that. */
function whatChanges(pregnancy: Pregnancy) {
  const { awareAt, dueAt, receivedAt, followUpOn, followUpId, anomalyId, version } = pregnancy;
  return { ...whatIsSaid(pregnancy), awareAt, dueAt, receivedAt, followUpOn, followUpId, anomalyId, version };
}

function whatIsSaid(pregnancy: Pregnancy) {
  const { lastPeriodOn, conceivedOn, expectedOn, partnerConsent } = pregnancy;
  const { outcome, endedOn, congenitalAnomaly, adverseEventId } = pregnancy;
  return {
    ...{ lastPeriodOn, conceivedOn, expectedOn, partnerConsent },
    ...{ outcome, endedOn, congenitalAnomaly, adverseEventId },
  };
}

const entryOf = (tx: Transaction, pregnancy: Pregnancy, said: Said) =>
  placedAt(pregnancy, {
    ...{ id: tx.newId(), pregnancyId: pregnancy.id, ...whatIsSaid(pregnancy) },
    ...{ information: null, learnedAt: null, reason: null, ...said },
    ...{ by: tx.context.actor, at: tx.now, version: pregnancy.version },
  });
