import { Controller } from '@nestjs/common';
import { previewAmendment, type AmendmentImpact, type PreviewAmendmentCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { PreviewAmendment } from './preview-amendment.js';

@Controller()
export class AmendmentsController {
  constructor(private readonly previewing: PreviewAmendment) {}

  @OnCommand(previewAmendment)
  preview(command: PreviewAmendmentCommand, context: Context): Promise<AmendmentImpact> {
    return this.previewing.execute(command, context);
  }
}
