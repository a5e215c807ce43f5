import { Kvm, type KV } from '@nats-io/kv';
import { z } from 'zod';
import { instant, type Instant } from '@trial/kernel';
import type { Broker } from '@trial/messaging';
import { SteppedClock } from '@trial/persistence';

const BUCKET = 'trial-clock';
const STEP = 'clock.step';
/** Where a rehearsal begins when nobody has set the time yet. */
const BEGINNING = '2025-01-06T08:00:00.000Z';

/**
 * Trial time in a rehearsal: one value in a JetStream key-value bucket. A process reads it before it opens, follows
 * every step, and confirms per instance. A step that was missed while NATS was away is read again on reconnecting.
 */
export class RehearsalClock extends SteppedClock {
  private revision = 0;

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

  /** Which step each process has reached. */
  async confirmations(): Promise<{ instance: string; revision: number }[]> {
    const keys: string[] = [];
    for await (const key of await this.bucket.keys('seen.>')) keys.push(key);
    const found = await Promise.all(keys.map(async (key) => ({ key, entry: await this.bucket.get(key) })));
    return found.map(({ key, entry }) => ({
      instance: key.slice('seen.'.length),
      revision: Number(entry?.string() ?? 0),
    }));
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
    } catch {
      // NATS is away: the step is read again on reconnecting.
    }
  }

  private async followReconnects(): Promise<void> {
    for await (const status of this.broker.connection.status()) if (status.type === 'reconnect') await this.catchUp();
  }
}
