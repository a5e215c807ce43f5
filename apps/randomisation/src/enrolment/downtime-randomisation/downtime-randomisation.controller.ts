import { Controller } from '@nestjs/common';
import {
  recordDowntimeRandomisation,
  type RandomisedInDowntime,
  type RecordDowntimeRandomisationCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { RecordDowntimeRandomisation } from './record-downtime-randomisation.js';

@Controller()
export class DowntimeRandomisationController {
  constructor(private readonly recording: RecordDowntimeRandomisation) {}

  @OnCommand(recordDowntimeRandomisation)
  record(command: RecordDowntimeRandomisationCommand, context: Context): Promise<RandomisedInDowntime> {
    return this.recording.execute(command, context);
  }
}
