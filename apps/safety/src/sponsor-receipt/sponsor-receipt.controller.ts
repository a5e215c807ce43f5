import { Controller } from '@nestjs/common';
import {
  receiveAtSponsor,
  receiveFollowUp,
  type AdverseEventView,
  type ReceiveAtSponsorCommand,
  type ReceiveFollowUpCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { ReceiveAtSponsor } from './receive-at-sponsor.js';
import { ReceiveFollowUp } from './receive-follow-up.js';

@Controller()
export class SponsorReceiptController {
  constructor(
    private readonly receiving: ReceiveAtSponsor,
    private readonly following: ReceiveFollowUp,
  ) {}

  @OnCommand(receiveAtSponsor)
  receive(command: ReceiveAtSponsorCommand, context: Context): Promise<AdverseEventView> {
    return this.receiving.execute(command, context);
  }

  @OnCommand(receiveFollowUp)
  followUp(command: ReceiveFollowUpCommand, context: Context): Promise<AdverseEventView> {
    return this.following.execute(command, context);
  }
}
