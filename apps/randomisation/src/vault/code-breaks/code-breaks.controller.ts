import { Controller } from '@nestjs/common';
import { breakCode, type BreakCodeCommand, type BrokenCode } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { BreakCode } from './break-code.js';

@Controller()
export class CodeBreaksController {
  constructor(private readonly breaking: BreakCode) {}

  @OnCommand(breakCode)
  break(command: BreakCodeCommand, context: Context): Promise<BrokenCode> {
    return this.breaking.execute(command, context);
  }
}
