import { randomUUID } from 'node:crypto';
import {
  allocationOpened,
  doseGiven,
  listVisits,
  operationsOf,
  participantConsented,
  participantRandomised,
  participantScreeningFailed,
  participantTreated,
  participationEnded,
  type responseSubmitted,
  safetyContactAnswered,
  treatmentCorrected,
  type DataOf,
  type EventContract,
  type VisitView,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, type BootedService } from '../../support/service.js';

const operations = operationsOf('scheduling');

/** Tuesday at 10:30 in Amsterdam; summer time begins between week 2 and week 4. */
export const TREATED_AT = '2025-03-04T09:30:00.000Z';

/** A visit as a plan has it, by the day its target is in UTC. */
export const inWords = ({ visitCode, targetAt, provisional }: VisitView): string =>
  `${visitCode} ${targetAt.slice(0, 10)}${provisional ? ' provisional' : ''}`;

const SOMEWHERE = { trialId: 'MANUS', siteId: 'UMCU', zone: 'Europe/Amsterdam', time: BEGINNING };

interface Somebody {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly participantCode: string;
}
type More<C extends EventContract> = Partial<DataOf<C>>;

/** Participants of the trials on one booted service. */
export class Cohort {
  private readonly place: typeof SOMEWHERE;

  /** @param time what the events of the services around say of when they happened. */
  constructor(
    private readonly service: BootedService,
    place: Partial<typeof SOMEWHERE> = {},
  ) {
    this.place = { ...SOMEWHERE, ...place };
  }

  /** Steps trial time and waits until every bell due by then has rung. */
  async passTo(now: string, within = 30_000): Promise<void> {
    const at = instant(now).toString({ fractionalSecondDigits: 3 });
    const { clock } = this.service.app.get(Transactions, { strict: false });
    await this.service.setTime(at);
    await eventually(
      async () => {
        expect(clock.now().toString({ fractionalSecondDigits: 3 })).toBe(at);
        const status = await this.service.ask(operations.status, {}, { role: 'administrator', trialId: '' });
        expect(status.dueDeadlines).toBe(0);
      },
      { within },
    );
  }

  /** Tells the news and waits until it was handled. */
  async hear<C extends EventContract>(contract: C, data: DataOf<C>): Promise<void> {
    await this.handled(await this.service.hear(contract, data, { time: this.place.time }));
  }

  handled(eventId: string): Promise<void> {
    return eventually(async () =>
      expect(await this.service.rows('select 1 from inbox_message where event_id = $1', [eventId])).toHaveLength(1),
    );
  }

  /** Somebody new, of whom nothing has been heard. */
  somebody(known: Partial<Somebody> = {}) {
    const { trialId = this.place.trialId, siteId = this.place.siteId, participantId = randomUUID() } = known;
    const { participantCode = `${siteId}-001` } = known;
    const place = { trialId, siteId, participantId };
    return { ...place, participantCode, ...this.newsOf({ ...place, participantCode }), ...this.shownOf(place) };
  }

  /** What the services around say of somebody; `more` says it otherwise. */
  private newsOf({ participantCode, ...place }: Somebody) {
    const { zone } = this.place;
    const known = { ...place, participantCode, trialVersion: 1 };
    const consent = { consentVersion: '1', consentedAt: '2025-02-25T09:00:00.000Z', sex: 'female', age: 50 } as const;
    const treatment = { ...place, administrationId: randomUUID(), trialVersion: 1, anchorAt: TREATED_AT, zone };
    return {
      consents: (more: More<typeof participantConsented> = {}) =>
        this.hear(participantConsented, { ...known, ...consent, ...more }),
      screeningFails: () => this.hear(participantScreeningFailed, { ...place, criteria: ['EXC1'] }),
      randomised: (randomisedAt = '2025-03-03T08:00:00.000Z') =>
        this.hear(participantRandomised, { ...place, randomisedAt }),
      opened: (arm: string) => this.hear(allocationOpened, { ...place, arm }),
      treated: (more: More<typeof participantTreated> = {}) =>
        this.hear(participantTreated, { ...treatment, participantCode, ...more }),
      corrected: (correction: number, anchorAt: string, more: More<typeof treatmentCorrected> = {}) =>
        this.hear(treatmentCorrected, { ...treatment, previousAnchorAt: TREATED_AT, correction, anchorAt, ...more }),
      dosed: (visitCode: string, givenAt: string) =>
        this.hear(doseGiven, { ...place, doseId: randomUUID(), trialVersion: 1, givenAt, zone, visitCode }),
      ended: (
        as: DataOf<typeof participationEnded>['as'],
        endedAt: string,
        more: More<typeof participationEnded> = {},
      ) => this.hear(participationEnded, { ...place, as, endedAt, ...more }),
      /** They answered that contact may go on, since when it is agreed without a break; or that it may not. */
      answered: (answer: number, answeredAt: string, agreedSince?: string) =>
        this.hear(safetyContactAnswered, {
          ...{ ...place, answer, answeredAt, safetyContact: agreedSince ? 'agreed' : 'declined' },
          ...(agreedSince ? { agreedSince } : {}),
        }),
    };
  }

  /** What the service shows staff of the site about somebody, and tells others. */
  private shownOf({ trialId, siteId, participantId }: Omit<Somebody, 'participantCode'>) {
    const of = { trialId, participantId };
    const site = { trialId, sites: [siteId] };
    const visits = async (): Promise<VisitView[]> =>
      (await this.service.ask(listVisits, { ...of, limit: 200 }, site)).items;
    /** Of those set aside and planned anew, the one that stands. */
    const at = async (code: string): Promise<VisitView> => {
      const all = (await visits()).filter(({ visitCode }) => visitCode === code);
      const visit = all.find(({ state }) => state !== 'cancelled') ?? all[0];
      if (!visit) throw new Error(`there is no visit ${code}`);
      return visit;
    };
    const said = async <C extends EventContract>(contract: C): Promise<DataOf<C>[]> =>
      (await this.service.said(contract)).filter((data) => (data as typeof of).participantId === participantId);
    return {
      ...{ of, site, visits, at, said },
      visit: async (code: string) => ({ ...of, visitId: (await at(code)).visitId }),
      codes: async (contract: EventContract) =>
        (await said(contract)).map((data) => (data as { visitCode: string }).visitCode),
    };
  }
}

/** That somebody answered a form of their visit at week 8. */
export const responseOf = (
  who: Omit<Somebody, 'participantCode'>,
  visitId: string,
  assessment: string,
  submittedAt: string,
): DataOf<typeof responseSubmitted> => ({
  ...{ ...who, responseId: randomUUID(), assignmentId: randomUUID(), visitId, visitCode: 'W08', assessment },
  ...{ instrument: 'pain-vas', instrumentVersion: 'hand.24h', language: 'nl', algorithm: 'pain' },
  ...{ algorithmVersion: '1', scores: {}, completion: 'complete', timing: 'in-window', submittedAt },
});
