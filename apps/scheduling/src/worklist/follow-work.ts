import { Injectable } from '@nestjs/common';
import type { EventContract, EventOf } from '@trial/contracts';
import { instant, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { beginWork, endWork, type WorkItem } from '../domain/worklist/work-item.js';
import { changeWork, workId, type WorkAt } from './change-work.js';
import type { Heard } from './work-rule.js';
import { workRules } from './work-rules.js';

type OfParticipant = WorkAt & { readonly trialVersion?: number };

/**
 * What an event means to the work list, by the table of rules: it begins some things and ends others. Heard twice, or in
 * another order, it comes to the same.
 */
@Injectable()
export class FollowWork {
  constructor(private readonly trials: Trials) {}

  async hear<C extends EventContract>(contract: C, event: EventOf<C>, tx: Transaction): Promise<void> {
    const data = event.data as OfParticipant;
    const at = instant(event.time);
    const trial = this.trialOf(data, at);
    const heard = { data, at, trial, zone: zoneOf(trial, data.siteId) } as Heard<EventContract>;

    const changes = new Map<string, (item: WorkItem) => WorkItem>();
    for (const rule of workRules) {
      for (const { of } of rule.ends.filter((each) => each.contract === contract))
        for (const about of of(heard))
          changes.set(workId(rule.thing, about), (item) => endWork(item, { endedAt: at, endedBy: contract.type }));
      if (rule.begins.contract !== contract) continue;
      for (const { about, ...work } of rule.begins.of(heard)) {
        const beginning = { ...NOTHING, ...work, rule: rule.code, trialVersion: trial.version, begunAt: at };
        changes.set(workId(rule.thing, about), (item) => beginWork(item, beginning));
      }
    }
    await changeWork(tx, data, changes);
  }

  private trialOf({ trialId, siteId, trialVersion }: OfParticipant, at: Instant): TrialConfiguration {
    return trialVersion === undefined
      ? this.trials.inForce(trialId, siteId, at)
      : this.trials.version(trialId, trialVersion);
  }
}

const NOTHING = { visitId: null, visitCode: null, adverseEventId: null, clockId: null };

/** A site the version does not name has no zone of its own. */
const zoneOf = ({ sites }: TrialConfiguration, siteId: string): string =>
  sites.find(({ code }) => code === siteId)?.zone ?? 'UTC';
