import { randomUUID } from 'node:crypto';
import {
  confirmCandidate,
  judgeCausality,
  listAdverseEvents,
  listClocks,
  participantConsented,
  participantTreated,
  receiveAtSponsor,
  refuteCandidate,
  reportAdverseEvent,
  type AdverseEventView,
  type ClockView,
  type DataOf,
  type EventContract,
  type RequestOf,
  type resultRecorded,
} from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';

export const TREATED_AT = '2025-02-17T10:00:00.000Z';
export const OFFICER = { actor: 'pharmacovigilance-officer', role: 'pharmacovigilance-officer', sites: ['UMCU'] };
export const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', sites: ['UMCU', 'UMCN', 'LUMC'] };

type Result = DataOf<typeof resultRecorded>;

/** One site as the safety service knows it: its participants, their results and events. */
export class SiteOfSafety {
  constructor(
    private readonly safety: Pick<BootedService, 'ask' | 'hear' | 'rows'>,
    readonly siteId = 'UMCU',
  ) {}

  /** Tells the news and waits until it was handled. */
  async hear<C extends EventContract>(contract: C, data: DataOf<C>, time?: string): Promise<void> {
    const id = await this.safety.hear(contract, data, time === undefined ? {} : { time });
    await eventually(async () =>
      expect(await this.safety.rows('select 1 from inbox_message where event_id = $1', [id])).toHaveLength(1),
    );
  }

  /** Somebody treated two weeks before. */
  async aParticipant(): Promise<string> {
    const participantId = randomUUID();
    const { siteId } = this;
    const place = { trialId: 'MANUS', siteId, participantId, participantCode: 'X-1', trialVersion: 1 };
    const consent = { consentVersion: '1', consentedAt: TREATED_AT, sex: 'female', age: 50 } as const;
    await this.hear(participantConsented, { ...place, ...consent });
    const treated = { administrationId: randomUUID(), anchorAt: TREATED_AT, zone: 'Europe/Amsterdam' };
    await this.hear(participantTreated, { ...place, ...treated });
    return participantId;
  }

  /** 8.9 times the upper limit: grade 3. */
  anAlt(participantId: string, more: Partial<Result> = {}): Result {
    return {
      ...{ trialId: 'MANUS', siteId: this.siteId, participantId, resultId: randomUUID(), resultVersion: 1 },
      ...{ analyte: 'alt', value: { comparator: '=', number: 400, unit: 'U/L' }, range: { high: 45 } },
      ...{ collectedAt: '2025-03-03T07:00:00.000Z', ...more },
    };
  }

  async eventsOf(participantId: string): Promise<AdverseEventView[]> {
    const at = { trialId: 'MANUS', participantId };
    return (await this.safety.ask(listAdverseEvents, at, { sites: [this.siteId] })).items;
  }

  /** A fall of grade 3, not serious, unless told otherwise. */
  report(participantId: string, more: Partial<RequestOf<typeof reportAdverseEvent>> = {}): Promise<AdverseEventView> {
    const fall = { term: 'fall', grade: 3, seriousness: [], onsetOn: '2025-03-03' } as const;
    const request = { trialId: 'MANUS', participantId, ...fall, seriousness: [], awareAt: '2025-03-03T07:30:00Z' };
    return this.safety.ask(reportAdverseEvent, { ...request, ...more }, { sites: [this.siteId] });
  }

  /** A serious event the sponsor holds, suspected and unexpected. */
  async aSuspectedReaction(
    seriousness: ('hospitalisation' | 'death')[] = ['hospitalisation'],
  ): Promise<{ participantId: string; event: AdverseEventView }> {
    const participantId = await this.aParticipant();
    const course = seriousness.includes('death') ? ({ grade: 5, outcome: 'fatal' } as const) : ({ grade: 4 } as const);
    const { adverseEventId } = await this.report(participantId, { term: 'sepsis', seriousness, ...course });
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const opinions = [{ cause: 'cells', related: true }];
    await this.safety.ask(judgeCausality, { ...at, opinions, reason: 'soon after' });
    const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'unexpected' } as const;
    return { participantId, event: await this.safety.ask(receiveAtSponsor, { ...at, ...received }, PHYSICIAN) };
  }

  async clocksOf(adverseEventId: string): Promise<ClockView[]> {
    const { items } = await this.safety.ask(listClocks, { trialId: 'MANUS', limit: 200 });
    return items.filter((clock) => clock.adverseEventId === adverseEventId);
  }

  confirm(
    { participantId, adverseEventId }: AdverseEventView,
    seriousness: AdverseEventView['seriousness'] = [],
    awareAt = '2025-03-03T08:00:00Z',
  ): Promise<AdverseEventView> {
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    return this.safety.ask(confirmCandidate, { ...at, seriousness, awareAt, reason: 'clinically relevant' });
  }

  refute({ participantId, adverseEventId }: AdverseEventView): Promise<AdverseEventView> {
    return this.safety.ask(refuteCandidate, { trialId: 'MANUS', participantId, adverseEventId, reason: 'haemolysed' });
  }
}
