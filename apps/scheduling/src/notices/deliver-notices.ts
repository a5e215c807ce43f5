import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { contextOf, recordOutcome, takeForAttempt, type Queued } from './attempt-notice.js';
import { NoticeChannels } from './notice-channel.js';
import { NoticesSettings } from './notices-settings.js';

/**
 * Sends what stands in the queue, on every replica. Sending happens between two transactions, never inside one; the
 * first takes the row (`SKIP LOCKED`), so that one replica makes an attempt.
 */
@Injectable()
export class DeliverNotices implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('notices');
  private stopping = false;
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly channels: NoticeChannels,
    private readonly settings: NoticesSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.channels.names.length > 0) this.loop = this.keepSending();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
  }

  private async keepSending(): Promise<void> {
    while (!this.isStopping()) {
      const more = await this.round().catch((error: unknown) => {
        this.logger.warn({ event: 'notice-round-interrupted', error: String(error) });
        return false;
      });
      if (!more && !this.isStopping()) await this.rest();
    }
  }

  /** One look at the queue; true when there may be more. */
  private async round(): Promise<boolean> {
    const queued = await this.transactions.dataSource.query<Queued[]>(
      `select notice_id as "noticeId", trial_id as "trialId", site_id as "siteId" from notice_queue
        where channel = any($1) and next_try_at <= clock_timestamp() order by next_try_at limit $2`,
      [this.channels.names, AT_ONCE],
    );
    await Promise.all(queued.map((place) => this.attempt(place)));
    return queued.length === AT_ONCE;
  }

  private async attempt(place: Queued): Promise<void> {
    const { transactions, trials, channels, settings } = this;
    const { config } = settings;
    const context = contextOf(transactions, place);
    try {
      const attempt = await transactions.run(context, (tx) => takeForAttempt(tx, { trials, channels, config }, place));
      if (!attempt) return;
      const outcome = await channels.named(attempt.channel).send(attempt.message);
      await transactions.run(context, (tx) => recordOutcome(tx, attempt, outcome, config.NOTICE_RETRY_MS));
      this.logger.log({ event: 'notice-attempted', noticeId: place.noticeId, ...outcome });
    } catch (error) {
      // The attempt stays in doubt; after the lease it is made again.
      this.logger.error({ event: 'notice-attempt-lost', noticeId: place.noticeId, error: String(error) });
    }
  }

  /** Asked through a method: the compiler cannot know that waiting lets it change. */
  private isStopping(): boolean {
    return this.stopping;
  }

  private async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.settings.config.NOTICE_POLL_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const AT_ONCE = 5;
