import { Controller } from '@nestjs/common';
import {
  correctTreatmentTime,
  recordDose,
  type CorrectedTreatmentTime,
  type CorrectTreatmentTimeCommand,
  type RecordDoseCommand,
  type RecordedDose,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { CorrectTreatmentTime } from './correct-treatment-time.js';
import { RecordDose } from './record-dose.js';

@Controller()
export class DosesController {
  constructor(
    private readonly dosing: RecordDose,
    private readonly correcting: CorrectTreatmentTime,
  ) {}

  @OnCommand(recordDose)
  dose(command: RecordDoseCommand, context: Context): Promise<RecordedDose> {
    return this.dosing.execute(command, context);
  }

  @OnCommand(correctTreatmentTime)
  correct(command: CorrectTreatmentTimeCommand, context: Context): Promise<CorrectedTreatmentTime> {
    return this.correcting.execute(command, context);
  }
}
