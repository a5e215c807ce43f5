import { Controller } from '@nestjs/common';
import { judgeCausality, type AdverseEventView, type JudgeCausalityCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { JudgeCausality } from './judge-causality.js';

@Controller()
export class CausalityController {
  constructor(private readonly judging: JudgeCausality) {}

  @OnCommand(judgeCausality)
  judge(command: JudgeCausalityCommand, context: Context): Promise<AdverseEventView> {
    return this.judging.execute(command, context);
  }
}
