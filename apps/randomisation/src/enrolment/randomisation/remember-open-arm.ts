import { Injectable } from '@nestjs/common';
import { allocationOpened, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';

/** In an open-label trial the arm is an ordinary field of a participant. */
@Injectable()
export class RememberOpenArm {
  constructor(private readonly trials: Trials) {}

  @OnEvent(allocationOpened)
  async on({ data }: EventOf<typeof allocationOpened>, tx: Transaction): Promise<void> {
    const { trialId, participantId, arm } = data;
    // The vault tells nothing of a masked trial. If it ever did, a copy here, parked or stored, would be a second leak.
    if (this.trials.isMasked(trialId)) return;
    // What is read with an arm is another version of what was read without.
    await tx.query('update participant set arm = $2, version = version + 1 where id = $1 and arm is null', [
      participantId,
      arm,
    ]);
  }
}
