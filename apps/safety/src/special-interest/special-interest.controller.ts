import { Controller } from '@nestjs/common';
import {
  markSpecialInterest,
  withdrawSpecialInterest,
  type AdverseEventView,
  type MarkSpecialInterestCommand,
  type WithdrawSpecialInterestCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { MarkSpecialInterest } from './mark-special-interest.js';
import { WithdrawSpecialInterest } from './withdraw-special-interest.js';

@Controller()
export class SpecialInterestController {
  constructor(
    private readonly marking: MarkSpecialInterest,
    private readonly withdrawing: WithdrawSpecialInterest,
  ) {}

  @OnCommand(markSpecialInterest)
  mark(command: MarkSpecialInterestCommand, context: Context): Promise<AdverseEventView> {
    return this.marking.execute(command, context);
  }

  @OnCommand(withdrawSpecialInterest)
  withdraw(command: WithdrawSpecialInterestCommand, context: Context): Promise<AdverseEventView> {
    return this.withdrawing.execute(command, context);
  }
}
