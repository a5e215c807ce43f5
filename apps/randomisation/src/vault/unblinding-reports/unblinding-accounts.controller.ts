import { Controller } from '@nestjs/common';
import {
  openUnblindingAccount,
  reportUnblinding,
  type OpenUnblindingAccountCommand,
  type ReportedUnblinding,
  type ReportUnblindingCommand,
  type UnblindingAccount,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { OpenUnblindingAccount } from './open-unblinding-account.js';
import { ReportUnblinding } from './report-unblinding.js';

@Controller()
export class UnblindingAccountsController {
  constructor(
    private readonly reporting: ReportUnblinding,
    private readonly opening: OpenUnblindingAccount,
  ) {}

  @OnCommand(reportUnblinding)
  report(command: ReportUnblindingCommand, context: Context): Promise<ReportedUnblinding> {
    return this.reporting.execute(command, context);
  }

  @OnCommand(openUnblindingAccount)
  open(command: OpenUnblindingAccountCommand, context: Context): Promise<UnblindingAccount> {
    return this.opening.execute(command, context);
  }
}
