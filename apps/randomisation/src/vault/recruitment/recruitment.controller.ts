import { Controller } from '@nestjs/common';
import {
  closeStratum,
  reopenStratum,
  type DecideRecruitmentCommand,
  type RecruitmentDecisionMade,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { DecideRecruitment } from './decide-recruitment.js';

@Controller()
export class RecruitmentController {
  constructor(private readonly deciding: DecideRecruitment) {}

  @OnCommand(closeStratum)
  close(command: DecideRecruitmentCommand, context: Context): Promise<RecruitmentDecisionMade> {
    return this.deciding.execute(command, 'closed', context);
  }

  @OnCommand(reopenStratum)
  reopen(command: DecideRecruitmentCommand, context: Context): Promise<RecruitmentDecisionMade> {
    return this.deciding.execute(command, 'reopened', context);
  }
}
