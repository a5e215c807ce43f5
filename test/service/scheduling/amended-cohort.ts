import { randomUUID } from 'node:crypto';
import {
  listVisits,
  missVisit,
  operationsOf,
  participantConsented,
  participantRandomised,
  participantTreated,
  previewAmendment,
  recordVisit,
  rescheduleVisit,
  type DataOf,
  type EventContract,
  type VisitImpactView,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import type { AmendedTrial } from './amended-trials.js';

export const NOW = '2025-03-27T12:00:00.000Z';
export const SITE = 'UMCU';
/** Participants of each trial, by how many days before now they were treated; null for those who are not yet. */
const TREATED_DAYS_AGO = [1, 14, 23, 100, 215, null] as const;

const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', trialId: '' };
const before = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

export const consentOf = (trialId: string, participantId: string, trialVersion: number, consentedAt: string) => ({
  ...{ trialId, siteId: SITE, participantId, participantCode: 'UMCU-001', trialVersion },
  ...{ consentVersion: '1', consentedAt, sex: 'female' as const, age: 50 },
});

/** Participants of amended trials, and what can be asked about them. */
export class AmendedCohort {
  readonly participants;

  constructor(
    private readonly service: BootedService,
    trials: readonly AmendedTrial[],
  ) {
    this.participants = trials.flatMap(({ id, reconsent }) =>
      TREATED_DAYS_AGO.map((daysAgo) => ({ trialId: id, reconsent, participantId: randomUUID(), daysAgo })),
    );
  }

  async begin(): Promise<void> {
    await this.heardOfEach(({ trialId, participantId }) =>
      this.hear(participantConsented, consentOf(trialId, participantId, 1, '2024-08-01T09:00:00.000Z')),
    );
    // One after the other: so many at once would be tried again more often than a message is.
    await this.heardOfEach(({ trialId, participantId, daysAgo }) =>
      daysAgo === null
        ? undefined
        : this.hear(participantRandomised, {
            ...{ trialId, siteId: SITE, participantId },
            randomisedAt: before(daysAgo),
          }),
    );
    await this.heardOfEach(({ trialId, participantId, daysAgo }) =>
      daysAgo === null
        ? undefined
        : this.hear(participantTreated, {
            ...{ trialId, siteId: SITE, participantId, participantCode: 'UMCU-001', administrationId: randomUUID() },
            ...{ trialVersion: 1, anchorAt: before(daysAgo), zone: 'Europe/Amsterdam' },
          }),
    );
    await this.settledAt(NOW);
    await this.liveABit();
  }

  private async heardOfEach(
    tell: (participant: AmendedCohort['participants'][number]) => Promise<string> | undefined,
  ): Promise<void> {
    const heard = await Promise.all(this.participants.map(async (participant) => tell(participant)));
    await this.handled(heard.filter((id) => id !== undefined));
  }

  hear<C extends EventContract>(contract: C, data: DataOf<C>): Promise<string> {
    return this.service.hear(contract, data);
  }

  handled(ids: readonly string[]): Promise<void> {
    return eventually(
      async () => {
        const rows = await this.service.rows('select 1 from inbox_message where event_id = any($1)', [ids]);
        expect(rows).toHaveLength(ids.length);
      },
      { within: 240_000 },
    );
  }

  /** Waits until the service goes by that time, and every bell due by then has rung. */
  settledAt(now: string): Promise<void> {
    return eventually(
      async () => {
        const { clock } = this.service.app.get(Transactions, { strict: false });
        expect(clock.now().toString({ fractionalSecondDigits: 3 })).toBe(now);
        expect((await this.service.ask(operations.status, {}, administrator)).dueDeadlines).toBe(0);
      },
      { within: 240_000 },
    );
  }

  /** Everything the preview tells of a trial, page by page. */
  async predicted(trialId: string, file: string): Promise<VisitImpactView[]> {
    const items: VisitImpactView[] = [];
    let cursor: string | undefined;
    do {
      const asked = { trialId, file, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const page = await this.service.ask(previewAmendment, asked, { trialId, role: 'data-manager' });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  /** Some visits are done, some missed, some have appointments: what is not planned any more must not change. */
  private async liveABit(): Promise<void> {
    for (const [index, { trialId, participantId, daysAgo }] of this.participants.entries()) {
      if (daysAgo === null) continue;
      const of = { trialId, participantId };
      const { items } = await this.service.ask(listVisits, of, { trialId });
      const open = items.filter(({ standing }) => standing !== 'upcoming' && standing !== 'closed');
      const [first] = open;
      const at = { ...of, visitId: first?.visitId ?? '' };
      if (first && index % 3 === 0) await this.service.ask(recordVisit, { ...at, occurredAt: NOW }, { trialId });
      if (first && index % 3 === 1)
        await this.service.ask(missVisit, { ...at, cause: 'other', reason: 'ill' }, { trialId });
      const upcoming = items.find(({ standing, phase }) => standing === 'upcoming' && phase === 'follow-up');
      if (upcoming && index % 2 === 0) {
        const appointment = { ...of, visitId: upcoming.visitId, plannedFor: upcoming.targetAt, reason: 'first slot' };
        await this.service.ask(rescheduleVisit, { ...appointment, expectedVersion: upcoming.version }, { trialId });
      }
    }
  }
}
