import { Kvm, type KV } from '@nats-io/kv';
import { z } from 'zod';
import { instant, type Instant } from '@trial/kernel';
import type { Broker } from '@trial/messaging';
import { SteppedClock } from '@trial/persistence';

const BUCKET = 'trial-clock';
const STEP = 'clock.step';
const SEEN = 'clock.seen';
/** Where a rehearsal begins when nobody has set the time yet. */
const BEGINNING = '2025-01-06T08:00:00.000Z';

/**
 * Trial time in a rehearsal: one value in a JetStream key-value bucket. A process reads it before it opens, follows
 * every step, and confirms per instance. A step that was missed while NATS was away is read again on reconnecting.
 */
export class RehearsalClock extends SteppedClock {
  private revision = 0;
  private confirmed: Promise<Map<string, number>> | undefined;

  private constructor(
    private readonly bucket: KV,
    private readonly broker: Broker,
    private readonly instance: string,
  ) {
    super(instant(BEGINNING));
  }

  static async open(broker: Broker, instance: string): Promise<RehearsalClock> {
    const bucket = await new Kvm(broker.connection).open(BUCKET);
    const clock = new RehearsalClock(bucket, broker, instance);
    broker.connection.subscribe(STEP, { callback: () => void clock.catchUp() });
    await clock.catchUp();
    void clock.followReconnects();
    return clock;
  }

  /** Steps trial time for every process; the answer is what they will confirm. */
  async step(now: Instant): Promise<number> {
    const revision = await this.bucket.put('now', now.toString({ fractionalSecondDigits: 3 }));
    this.broker.connection.publish(STEP);
    return revision;
  }

  /** Which step each process has reached; the first look also reads what was confirmed before this process began. */
  async confirmations(): Promise<{ instance: string; revision: number }[]> {
    this.confirmed ??= this.gatherConfirmations();
    return [...(await this.confirmed)].map(([instance, revision]) => ({ instance, revision }));
  }

  private async gatherConfirmations(): Promise<Map<string, number>> {
    const confirmed = new Map<string, number>();
    this.broker.connection.subscribe(`${SEEN}.>`, {
      callback: (_, message) => void confirmed.set(message.subject.slice(SEEN.length + 1), Number(message.string())),
    });
    for await (const key of await this.bucket.keys('seen.>')) {
      const entry = await this.bucket.get(key);
      const instance = key.slice('seen.'.length);
      if (!confirmed.has(instance)) confirmed.set(instance, Number(entry?.string() ?? 0));
    }
    return confirmed;
  }

  /** Follows no longer. */
  close(): Promise<void> {
    return this.broker.close();
  }

  private async catchUp(): Promise<void> {
    try {
      const entry = await this.bucket.get('now');
      if (entry && entry.revision > this.revision) {
        this.revision = entry.revision;
        this.set(instant(z.string().parse(entry.string())));
      }
      await this.bucket.put(`seen.${this.instance}`, String(this.revision));
      this.broker.connection.publish(`${SEEN}.${this.instance}`, String(this.revision));
    } catch {
      // NATS is away: the step is read again on reconnecting.
    }
  }

  private async followReconnects(): Promise<void> {
    for await (const status of this.broker.connection.status()) if (status.type === 'reconnect') await this.catchUp();
  }
}
