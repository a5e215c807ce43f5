import { randomUUID } from 'node:crypto';
import {
  assessEligibility,
  generateRandomisationList,
  randomiseParticipant,
  recordAdministration,
  recordConsent,
  screenParticipant,
  sealRandomisationList,
  type GeneratedRandomisationList,
  type GenerateRandomisationListCommand,
  type RecordedAdministration,
  type RegisterBatchCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { TrialClock } from '@trial/persistence';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';

export const SEED = '3f9a1c5e7b2d4806f1e3d5c7b9a80f2e4d6c8b0a1f3e5d7c9b8a7f6e5d4c3b2a';
export const STATISTICIAN = { actor: 'list-statistician', role: 'list-statistician', organisation: 'statistics' };
/** No list is released by whoever made it. */
export const SECOND_STATISTICIAN = { ...STATISTICIAN, actor: 'second-list-statistician' };
export const PHARMACIST = { actor: 'pharmacist-umcu', role: 'pharmacist', organisation: 'pharmacy' };

/** What was measured of a batch that may be released. */
export const ATTRIBUTES = {
  viableCells: 50_000_000,
  viabilityPercent: 91.5,
  cd73Percent: 99,
  cd90Percent: 98.2,
  cd105Percent: 97,
  cd34Percent: 0.1,
  cd45Percent: 0.4,
  cd14Percent: 0.2,
  cd19Percent: 0,
  hlaDrPercent: 1.1,
  sterility: 'pending',
  mycoplasma: 'passed',
  endotoxin: 0.5,
  passage: 3,
  karyotype: 'not-done',
  hlaTyped: true,
} satisfies RegisterBatchCommand['attributes'];

const CRITERIA = ['INC1', 'INC2', 'INC3', 'INC4', 'EXC1', 'EXC2', 'EXC3', 'EXC4', 'EXC5', 'EXC6', 'EXC7'];
const POINTS = ['F1', 'F2', 'F3', 'F4', 'H1', 'H2', 'H3', 'H4'];

/** Answers of somebody who may take part, or for whom one criterion speaks against it. */
export const answers = (fails?: string) =>
  CRITERIA.map((criterionId) => ({
    criterionId,
    answer: criterionId.startsWith('INC') === (criterionId === fails) ? ('not-met' as const) : ('met' as const),
  }));

/** Eight injections of one millilitre, three minutes apart. */
export const injections = (first = '2025-03-03T07:00:00.000Z') =>
  POINTS.map((injectionSite, index) => ({
    injectionSite,
    givenMicrolitres: 1_000,
    givenAt: new Date(Date.parse(first) + index * 180_000).toISOString(),
  }));

export const aSpecification = (more: Partial<GenerateRandomisationListCommand> = {}) => ({
  trialId: 'MANUS',
  arms: [
    { arm: 'msc', weight: 1 },
    { arm: 'placebo', weight: 1 },
  ],
  blockSizes: [{ size: 4 }, { size: 6 }],
  length: 40,
  seed: SEED,
  ...more,
});

/** An idempotency key of one's own choice, to send the same request again. */
export const keyed = (key: string = randomUUID()): Partial<Context> => ({
  cause: key,
  idempotency: { scope: 'caller route', key, fingerprint: key },
});

/** Steps trial time and waits until the service goes by it. */
export async function stepTo(service: BootedService, now: string): Promise<void> {
  await service.setTime(now);
  const clock = service.app.get(TrialClock, { strict: false });
  await eventually(() => expect(clock.now().toString()).toBe(now));
}

/** The people of one site of one trial, as far as they enrol. */
export class Enrolling {
  private people = 0;

  constructor(
    private readonly service: Pick<BootedService, 'ask'>,
    readonly trialId = 'MANUS',
    readonly siteId = 'UMCU',
  ) {}

  get who(): Partial<Context> {
    return { trialId: this.trialId, sites: [this.siteId] };
  }

  async screened(more: object = {}): Promise<string> {
    this.people += 1;
    const { participantId } = await this.service.ask(
      screenParticipant,
      {
        trialId: this.trialId,
        siteId: this.siteId,
        screenedOn: '2025-03-01',
        sex: this.people % 2 === 0 ? 'male' : 'female',
        yearOfBirth: 1970,
        ...more,
      },
      this.who,
    );
    return participantId;
  }

  async consented(): Promise<string> {
    const participantId = await this.screened();
    await this.service.ask(recordConsent, this.aConsent(participantId), this.who);
    return participantId;
  }

  async eligible(fails?: string): Promise<string> {
    const participantId = await this.consented();
    const criteria = answers(fails);
    await this.service.ask(assessEligibility, { trialId: this.trialId, participantId, criteria }, this.who);
    return participantId;
  }

  async randomised(stratification?: { factor: string; level: string }[]): Promise<string> {
    const participantId = await this.eligible();
    const request = { trialId: this.trialId, participantId, ...(stratification ? { stratification } : {}) };
    await this.service.ask(randomiseParticipant, request, this.who);
    return participantId;
  }

  treat(participantId: string, first?: string, productCode?: string): Promise<RecordedAdministration> {
    const request = {
      trialId: this.trialId,
      participantId,
      limb: 'left' as const,
      injections: injections(first),
      ...(productCode === undefined ? {} : { productCode }),
    };
    return this.service.ask(recordAdministration, request, this.who);
  }

  aConsent(participantId: string) {
    const consentedAt = '2025-03-01T10:00:00Z';
    return { trialId: this.trialId, participantId, consentVersion: '1', consentedAt, dataUses: ['main', 'biobank'] };
  }

  async sealedList(more: Partial<GenerateRandomisationListCommand> = {}): Promise<GeneratedRandomisationList> {
    const { trialId } = this;
    const statistician = { ...STATISTICIAN, trialId, sites: ['UMCU', 'UMCN', 'LUMC'] };
    const specification = aSpecification({ trialId, ...more });
    const list = await this.service.ask(generateRandomisationList, specification, statistician);
    await this.service.ask(
      sealRandomisationList,
      { trialId, listId: list.listId, checksum: list.checksum },
      { ...statistician, actor: SECOND_STATISTICIAN.actor },
    );
    return list;
  }
}
