import { randomBytes, randomUUID } from 'node:crypto';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  changeBatchStatus,
  discloseAllocation,
  prepareProduct,
  registerBatch,
  scanAtBedside,
  scanInPharmacy,
  verifyAllocations,
  type AllocationVerification,
  type Operation,
  type OperationReply,
  type RequestOf,
  type ResultOf,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { startPlatform } from '../../deploy/local/platform.mjs';
import { resetStack, startStack, stopStack } from '../../deploy/local/stack.mjs';
import { connectTo } from '../../deploy/nats/provision.mjs';
import { ATTRIBUTES, Enrolling, PHARMACIST, STATISTICIAN } from '../service/randomisation/enrol.js';
import { eventually } from '../support/eventually.js';
import { aContext } from '../support/service.js';
import { everythingHeard } from './everything-heard.js';
import { ARMS, trialsFolder } from './renamed-arms.js';
import { seeded } from './statistics.js';

/** A slot of its own: whatever lies in its folders is of this trial. */
export const SLOT = 'attacker';

const SITES = ['UMCU', 'UMCN', 'LUMC'];
const AT_ONCE = 32;
const BEGINNING = Date.parse('2025-03-03T08:00:00Z');

export interface TrialUnderAttack {
  readonly stack: { readonly postgres: string; readonly nats: string; readonly folder: string };
  readonly nats: NatsConnection;
  /** In hexadecimal, as the list was made from it. */
  readonly seed: string;
  readonly verification: AllocationVerification;
  /** Waits until everything that was said has been heard by everybody. */
  settled(): Promise<void>;
  /** Ends the platform and its servers; what they stored stays. */
  stop(): Promise<void>;
}

/**
 * The whole platform in a slot of its own, with `people` allocations made by the command that makes every allocation, for
 * people who were screened, consented and assessed by theirs; for some products are prepared, some are treated, some
 * allocations are shown, and batches are recalled. Time passes while they come.
 */
export async function runTrial(people: number): Promise<TrialUnderAttack> {
  await resetStack({ slot: SLOT, log: quiet });
  const stack = await startStack({ slot: SLOT, log: quiet });
  const platform = await startPlatform({
    stack,
    virtualClock: true,
    extraEnvironment: { TRIALS_FOLDER: trialsFolder(people), LOG_LEVEL: 'trace' },
    log: quiet,
  });
  const nats = await connectTo(stack.nats, { inboxPrefix: '_INBOX.gateway' });
  const stop = async () => {
    try {
      await nats.close();
      await platform.stop();
    } finally {
      await stopStack({ slot: SLOT, log: quiet });
    }
  };
  try {
    const seed = randomBytes(32).toString('hex');
    const verification = await new Course(nats, seed).run(people);
    return { stack, nats, seed, verification, settled: () => everythingHeard(nats), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const quiet = () => undefined;
class Course {
  private now = BEGINNING;
  private readonly chance = seeded(20_251_128);

  constructor(
    private readonly nats: NatsConnection,
    private readonly seed: string,
  ) {}

  async run(people: number): Promise<AllocationVerification> {
    await this.pass(0);
    const sites = SITES.map((site) => new Enrolling(this, 'MANUS', site));
    await sites[0]?.sealedList({
      arms: ARMS.map((arm) => ({ arm, weight: 1 })),
      length: people,
      seed: this.seed,
    });
    const enrolled: { site: Enrolling; participantId: string }[] = [];
    while (enrolled.length < people) {
      enrolled.push(
        ...(await this.byMany(Math.min(AT_ONCE, people - enrolled.length), async () => {
          const site = sites[Math.floor(this.chance() * sites.length)];
          if (!site) throw new Error('there is a site for every draw');
          return { site, participantId: await site.randomised() };
        })),
      );
      // Between two busy hours: whoever began before a step and comes after it would have a clock that went back.
      await this.pass(Math.round(this.chance() * HOUR));
    }
    await this.careFor(enrolled.slice(0, PREPARED_FOR));
    return this.ask(verifyAllocations, { trialId: 'MANUS' }, { ...STATISTICIAN, sites: SITES });
  }

  /**
   * Prepares products for some, hands them over, treats fewer, opens their first visits and shows their allocations; who
   * they are does not depend on the arm. Then a batch of each arm is recalled.
   */
  private async careFor(enrolled: readonly { site: Enrolling; participantId: string }[]): Promise<void> {
    const batches = await this.stock(enrolled.length);
    await this.pass(DAY);
    // Until the service has heard of the new day, whoever is treated first was treated in the future.
    const treat = ({ site, participantId }: { site: Enrolling; participantId: string }) =>
      site.treat(participantId, new Date(this.now - HOUR).toISOString());
    const [first] = enrolled;
    if (first) await eventually(() => treat(first));
    await this.byMany(enrolled.length - 1, async (index) => {
      const next = enrolled[index + 1];
      if (!next) return;
      const { site, participantId } = next;
      const at = { trialId: 'MANUS', participantId };
      const pharmacist = { ...PHARMACIST, sites: [site.siteId] };
      const { productCode } = await this.ask(prepareProduct, at, pharmacist);
      await this.ask(scanInPharmacy, { ...at, productCode, step: 'thaw' }, pharmacist);
      await this.ask(scanInPharmacy, { ...at, productCode, step: 'release' }, { ...pharmacist, actor: 'second' });
      if (index >= TREATED) return;
      await this.ask(scanAtBedside, { ...at, productCode, step: 'receipt' }, { ...site.who, role: 'study-nurse' });
      await site.treat(participantId, new Date(this.now - HOUR).toISOString(), productCode);
      await this.ask(discloseAllocation, { ...at, reason: 'preparation of the product' }, pharmacist);
    });
    for (const batchNumber of batches.slice(0, ARMS.length)) await this.changeBatch(batchNumber, 'recalled');
    await this.pass(3 * DAY);
  }

  /** Batches for each arm, of equal sizes, that are used up one after the other. */
  private async stock(people: number): Promise<string[]> {
    const batches: string[] = [];
    for (const month of [1, 2, 3, 4, 5])
      for (const arm of ARMS) {
        const { batchNumber } = await this.ask(
          registerBatch,
          {
            trialId: 'MANUS',
            donorCode: `NL12325${String(month).padStart(6, '0')}`,
            arm,
            units: Math.ceil(people / 5),
            expiresAt: `2026-0${month}-01T00:00:00Z`,
            attributes: ATTRIBUTES,
          },
          PHARMACIST,
        );
        batches.push(batchNumber);
        await this.changeBatch(batchNumber, 'released');
      }
    return batches;
  }

  private async changeBatch(batchNumber: string, to: 'released' | 'recalled'): Promise<void> {
    const request = { trialId: 'MANUS', batchNumber, to, account: 'as measured' };
    await this.ask(changeBatchStatus, request, { ...PHARMACIST, actor: 'second', sites: SITES });
  }

  async ask<O extends Operation>(
    operation: O,
    request: RequestOf<O>,
    context: Partial<Context> = {},
  ): Promise<ResultOf<O>> {
    const key = randomUUID();
    const trace = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
    const idempotency = { scope: operation.subject, key, fingerprint: key };
    const sent = { request, context: aContext({ trace, cause: key, idempotency, ...context }) };
    const reply = await this.nats.request(operation.subject, JSON.stringify(sent), { timeout: 30_000 });
    const answer = reply.json<OperationReply>();
    if (!('ok' in answer)) throw new Error(`${operation.name} was refused: ${JSON.stringify(answer)}`);
    return answer.ok as ResultOf<O>;
  }

  private async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    const bucket = await new Kvm(this.nats).open('trial-clock');
    await bucket.put('now', new Date(this.now).toISOString());
    this.nats.publish('clock.step');
  }

  /** Does something `n` times, as many at once as there are callers in a busy hour. */
  private async byMany<Result>(n: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
    const results: Result[] = [];
    let next = 0;
    const caller = async () => {
      for (let index = next++; index < n; index = next++) results[index] = await work(index);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
    return results;
  }
}

const PREPARED_FOR = 500;
const TREATED = 100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
