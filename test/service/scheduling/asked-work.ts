import { randomUUID } from 'node:crypto';
import { listWorklist, type DataOf, type EventContract, type ListWorklist, type WorklistItem } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { staffFormsFolder } from './trial-files.js';

/** When the events of the services around happened. */
export const AT = '2025-03-04T09:30:00.000Z';

export interface Somebody {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
}

/** What a test of the work list tells the service, and asks of it. */
export class AskedWork {
  private sites = 0;
  private readonly cohort: Cohort;

  private constructor(readonly service: BootedService) {
    this.cohort = new Cohort(service, { time: AT });
  }

  static async start(): Promise<AskedWork> {
    const variables = { TRIALS_FOLDER: staffFormsFolder() };
    return new AskedWork(
      await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z', variables }),
    );
  }

  /** Somebody at a site of their own, so that no test sees what another one left to do. */
  somebody(): Somebody {
    return { trialId: 'MANUS', siteId: `S${++this.sites}`, participantId: randomUUID() };
  }

  /** Tells the news and waits until it was handled. */
  hear<C extends EventContract>(contract: C, data: DataOf<C>): Promise<void> {
    return this.cohort.hear(contract, data);
  }

  async list(
    { siteId }: Pick<Somebody, 'siteId'>,
    asked: Partial<ListWorklist> = {},
    context: Partial<Context> = {},
  ): Promise<WorklistItem[]> {
    const request = { trialId: 'MANUS', role: 'everyone' as const, ...asked };
    return (await this.service.ask(listWorklist, request, { sites: [siteId], ...context })).items;
  }

  /** What is to be done about somebody, each as rule and thing. */
  async toDo(who: Somebody, asked: Partial<ListWorklist> = {}): Promise<string[]> {
    return (await this.list(who, { participantId: who.participantId, ...asked }))
      .map(({ rule, what }) => `${rule.code} ${what}`)
      .sort();
  }

  expectToDo(who: Somebody, expected: string[]): Promise<void> {
    return eventually(async () => expect(await this.toDo(who)).toEqual(expected));
  }
}
