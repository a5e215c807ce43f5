import { Controller } from '@nestjs/common';
import {
  recordNonTreatment,
  takeBackNonTreatment,
  type RecordNonTreatmentCommand,
  type TakeBackNonTreatmentCommand,
  type TreatmentDecision,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { RecordNonTreatment } from './record-non-treatment.js';
import { TakeBackNonTreatment } from './take-back-non-treatment.js';

@Controller()
export class NonTreatmentController {
  constructor(
    private readonly recording: RecordNonTreatment,
    private readonly takingBack: TakeBackNonTreatment,
  ) {}

  @OnCommand(recordNonTreatment)
  record(command: RecordNonTreatmentCommand, context: Context): Promise<TreatmentDecision> {
    return this.recording.execute(command, context);
  }

  @OnCommand(takeBackNonTreatment)
  takeBack(command: TakeBackNonTreatmentCommand, context: Context): Promise<TreatmentDecision> {
    return this.takingBack.execute(command, context);
  }
}
