import { Controller } from '@nestjs/common';
import { receiveAtSponsor, type AdverseEventView, type ReceiveAtSponsorCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { ReceiveAtSponsor } from './receive-at-sponsor.js';

@Controller()
export class SponsorReceiptController {
  constructor(private readonly receiving: ReceiveAtSponsor) {}

  @OnCommand(receiveAtSponsor)
  receive(command: ReceiveAtSponsorCommand, context: Context): Promise<AdverseEventView> {
    return this.receiving.execute(command, context);
  }
}
