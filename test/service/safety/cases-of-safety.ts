import {
  judgeCausality,
  openCase,
  receiveAtSponsor,
  reportAdverseEvent,
  type AdverseEventView,
  type CaseView,
  type RequestOf,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { TrialClock } from '@trial/persistence';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

export { OFFICER, PHYSICIAN } from './site-of-safety.js';

type Told = RequestOf<typeof openCase>['told'];

/** What a physician tells of an event; codes are of no dictionary. */
export const told = (more: Partial<Told> = {}): Told => ({
  narrative: 'Two weeks after the study procedure the participant was admitted with fever & a low blood pressure.',
  words: 'Bloedvergiftiging',
  language: 'dut',
  translation: 'Blood poisoning',
  ...{ meddraCode: '99990001', meddraVersion: '0.0', age: 50 },
  senderComment: 'Under review.',
  tests: [{ on: '2025-03-03', name: 'Blood culture', result: 'Growth in two of two bottles' }],
  otherDrugs: [{ name: 'Example calcium antagonist', role: 'concomitant', start: '2024' }],
  ...more,
});

/** Steps trial time, and waits until the service goes by it. */
export async function stepTo(safety: BootedService, now: string): Promise<void> {
  await safety.setTime(now);
  await eventually(() => expect(safety.app.get(TrialClock).now()).toEqual(instant(now)));
}

/** Serious events of one site and their cases. */
export class CasesOfSafety {
  readonly site: SiteOfSafety;

  constructor(private readonly safety: Pick<BootedService, 'ask' | 'hear' | 'rows'>) {
    this.site = new SiteOfSafety(safety);
  }

  /** A suspected serious event, reported at the beginning of the third of March. */
  async aSeriousEvent(
    participantId: string,
    more: Partial<RequestOf<typeof reportAdverseEvent>> = {},
  ): Promise<AdverseEventView> {
    const reported = await this.safety.ask(reportAdverseEvent, {
      ...{ trialId: 'MANUS', participantId, term: 'sepsis', grade: 4, seriousness: ['hospitalisation'] },
      ...{ onsetOn: '2025-03-03', awareAt: '2025-03-03T07:30:00Z', ...more },
    });
    const { adverseEventId } = reported;
    const opinions = [{ cause: 'cells', related: true }];
    const judged = { trialId: 'MANUS', participantId, adverseEventId, opinions, reason: 'soon after' };
    return this.safety.ask(judgeCausality, judged);
  }

  receive({ participantId, adverseEventId }: AdverseEventView): Promise<AdverseEventView> {
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const receipt = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'unexpected' as const };
    return this.safety.ask(receiveAtSponsor, { ...at, ...receipt }, PHYSICIAN);
  }

  /** The case of a new event of a participant, whoever that is. */
  async aCase(participantId?: string, more: Partial<Told> = {}): Promise<CaseView> {
    return this.aCaseOf(told(more), participantId ?? (await this.site.aParticipant()));
  }

  async aCaseOf(what: Told, who?: string): Promise<CaseView> {
    const event = await this.receive(await this.aSeriousEvent(who ?? (await this.site.aParticipant())));
    const { participantId, adverseEventId } = event;
    return this.safety.ask(openCase, { trialId: 'MANUS', participantId, adverseEventId, told: what }, PHYSICIAN);
  }
}
