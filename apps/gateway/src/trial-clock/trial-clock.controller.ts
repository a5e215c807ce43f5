import { Controller } from '@nestjs/common';
import {
  readTrialClock,
  stepTrialClock,
  type StepTrialClockCommand,
  type TrialClockStep,
  type TrialClockView,
} from '@trial/contracts';
import { instant, Rejection } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { TrialClock } from '@trial/persistence';
import { RehearsalClock } from '@trial/process';

/** Trial time of a rehearsal. Where trial time runs there is nothing to step. */
@Controller()
export class TrialClockController {
  constructor(private readonly clock: TrialClock) {}

  @OnCommand(stepTrialClock)
  async step({ now }: StepTrialClockCommand): Promise<TrialClockStep> {
    if (!(this.clock instanceof RehearsalClock)) throw new Rejection('clock-is-running');
    const next = instant(now);
    return { now: next.toString(), revision: await this.clock.step(next) };
  }

  @OnQuery(readTrialClock)
  async read(): Promise<TrialClockView> {
    const confirmations = this.clock instanceof RehearsalClock ? await this.clock.confirmations() : [];
    return { now: this.clock.now().toString(), stepped: this.clock.stepped, confirmations };
  }
}
