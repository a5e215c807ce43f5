import { Controller } from '@nestjs/common';
import {
  closeExpeditedAssessment,
  type CloseExpeditedAssessmentCommand,
  type ClosedExpeditedAssessment,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { CloseExpeditedAssessment } from './close-expedited-assessment.js';

@Controller()
export class UnblindedController {
  constructor(private readonly closing: CloseExpeditedAssessment) {}

  @OnCommand(closeExpeditedAssessment)
  close(command: CloseExpeditedAssessmentCommand, context: Context): Promise<ClosedExpeditedAssessment> {
    return this.closing.execute(command, context);
  }
}
