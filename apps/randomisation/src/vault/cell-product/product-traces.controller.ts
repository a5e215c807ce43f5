import { Controller } from '@nestjs/common';
import {
  closeFollowUp,
  openFollowUps,
  traceDonor,
  traceParticipant,
  type ClosedFollowUp,
  type CloseFollowUpCommand,
  type DonorTrace,
  type OpenFollowUpsCommand,
  type ParticipantTrace,
  type RecipientFollowUps,
  type TraceDonorCommand,
  type TraceParticipantCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { CloseFollowUp } from './close-follow-up.js';
import { ShowFollowUps } from './show-follow-ups.js';
import { TraceDonor } from './trace-donor.js';
import { TraceParticipant } from './trace-participant.js';

@Controller()
export class ProductTracesController {
  constructor(
    private readonly donors: TraceDonor,
    private readonly participants: TraceParticipant,
    private readonly followUps: ShowFollowUps,
    private readonly closing: CloseFollowUp,
  ) {}

  @OnCommand(traceDonor)
  donor(command: TraceDonorCommand, context: Context): Promise<DonorTrace> {
    return this.donors.execute(command, context);
  }

  @OnCommand(traceParticipant)
  participant(command: TraceParticipantCommand, context: Context): Promise<ParticipantTrace> {
    return this.participants.execute(command, context);
  }

  @OnCommand(openFollowUps)
  show(command: OpenFollowUpsCommand, context: Context): Promise<RecipientFollowUps> {
    return this.followUps.execute(command, context);
  }

  @OnCommand(closeFollowUp)
  close(command: CloseFollowUpCommand, context: Context): Promise<ClosedFollowUp> {
    return this.closing.execute(command, context);
  }
}
