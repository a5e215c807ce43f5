import { Controller } from '@nestjs/common';
import {
  readTrialClock,
  stepTrialClock,
  type StepTrialClockCommand,
  type TrialClockStep,
  type TrialClockView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { TrialClock } from '@trial/persistence';
import { RehearsalClock } from '@trial/process';
import { StepTrialClock } from './step-trial-clock.js';

/** Trial time of a rehearsal. Where trial time runs there is nothing to step. */
@Controller()
export class TrialClockController {
  constructor(
    private readonly clock: TrialClock,
    private readonly stepping: StepTrialClock,
  ) {}

  @OnCommand(stepTrialClock)
  step(command: StepTrialClockCommand, context: Context): Promise<TrialClockStep> {
    return this.stepping.execute(command, context);
  }

  @OnQuery(readTrialClock)
  async read(): Promise<TrialClockView> {
    const confirmations = this.clock instanceof RehearsalClock ? await this.clock.confirmations() : [];
    return { now: this.clock.now().toString(), stepped: this.clock.stepped, confirmations };
  }
}
