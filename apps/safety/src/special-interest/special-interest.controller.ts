import { Controller } from '@nestjs/common';
import { markSpecialInterest, type AdverseEventView, type MarkSpecialInterestCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { MarkSpecialInterest } from './mark-special-interest.js';

@Controller()
export class SpecialInterestController {
  constructor(private readonly marking: MarkSpecialInterest) {}

  @OnCommand(markSpecialInterest)
  mark(command: MarkSpecialInterestCommand, context: Context): Promise<AdverseEventView> {
    return this.marking.execute(command, context);
  }
}
