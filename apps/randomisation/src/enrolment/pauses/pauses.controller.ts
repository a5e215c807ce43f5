import { Controller } from '@nestjs/common';
import {
  liftPause,
  pauseRandomisation,
  readRandomisationState,
  type AtTrial,
  type LiftPauseCommand,
  type PauseRandomisationCommand,
  type PauseView,
  type RandomisationState,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { LiftPause } from './lift-pause.js';
import { PauseRandomisation } from './pause-randomisation.js';
import { randomisationState } from './pause.reads.js';

@Controller()
export class PausesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly pausing: PauseRandomisation,
    private readonly lifting: LiftPause,
  ) {}

  @OnCommand(pauseRandomisation)
  pause(command: PauseRandomisationCommand, context: Context): Promise<PauseView> {
    return this.pausing.execute(command, context);
  }

  @OnCommand(liftPause)
  lift(command: LiftPauseCommand, context: Context): Promise<PauseView> {
    return this.lifting.execute(command, context);
  }

  @OnQuery(readRandomisationState)
  read(request: AtTrial, context: Context): Promise<RandomisationState> {
    return this.transactions.read(context, (tx) => randomisationState(tx, request));
  }
}
