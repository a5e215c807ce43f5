import { Controller } from '@nestjs/common';
import {
  readUnblindedRows,
  unblindTrial,
  type PageOfUnblindedRows,
  type UnblindedRowPage,
  type UnblindedTrial,
  type UnblindTrialCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { ReadUnblindedRows } from './read-unblinded-rows.js';
import { UnblindTrial } from './unblind-trial.js';

@Controller()
export class UnblindingController {
  constructor(
    private readonly unblinding: UnblindTrial,
    private readonly reading: ReadUnblindedRows,
  ) {}

  @OnCommand(unblindTrial)
  unblind(command: UnblindTrialCommand, context: Context): Promise<UnblindedTrial> {
    return this.unblinding.execute(command, context);
  }

  @OnQuery(readUnblindedRows)
  read(request: PageOfUnblindedRows, context: Context): Promise<UnblindedRowPage> {
    return this.reading.execute(request, context);
  }
}
