import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { StepTrialClockCommand, TrialClockStep } from '@trial/contracts';
import { instant, Rejection, type Context, type Instant } from '@trial/kernel';
import { Transactions, TrialClock } from '@trial/persistence';
import { RehearsalClock } from '@trial/process';

/**
 * Steps trial time: first recorded, with who and why, then announced. A step that was recorded and not announced, because
 * the process died in between, is announced when the request is repeated or the gateway starts again.
 */
@Injectable()
export class StepTrialClock implements OnApplicationBootstrap {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: TrialClock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!(this.clock instanceof RehearsalClock)) return;
    const last = await this.lastRecorded();
    if (last) await this.clock.announce(async () => (await this.lastRecorded()) ?? last);
  }

  async execute(command: StepTrialClockCommand, context: Context): Promise<TrialClockStep> {
    const { clock } = this;
    if (!(clock instanceof RehearsalClock)) throw new Rejection('clock-is-running');
    const next = instant(command.now);
    const { now } = await this.transactions.once(context, async (tx) => {
      await tx.query('insert into trial_clock_step (trial_time) values ($1)', [next.toString()]);
      return { now: next.toString() };
    });
    // The last record, not this one: an old request that is repeated must not turn time back.
    return { now, revision: await clock.announce(async () => (await this.lastRecorded()) ?? next) };
  }

  private async lastRecorded(): Promise<Instant | undefined> {
    const [last] = await this.transactions.dataSource.query<{ trialTime: string }[]>(
      `select to_json(trial_time) #>> '{}' as "trialTime" from trial_clock_step order by number desc limit 1`,
    );
    return last && instant(last.trialTime);
  }
}
