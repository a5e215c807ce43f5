import { Flag, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { NoParameters } from '../operations/operations-of.js';

const MANY = { min: 0, max: Number.MAX_SAFE_INTEGER };

export class StepTrialClockCommand {
  @Moment({ description: 'What trial time becomes, for every process.' }) now: string;
}

export class TrialClockStep {
  @Moment() now: string;
  @Whole({ ...MANY, description: 'What every process confirms when it has followed.' }) revision: number;
}

export class ClockConfirmation {
  @Text() instance: string;
  @Whole(MANY) revision: number;
}

export class TrialClockView {
  @Moment() now: string;
  @Flag({ description: 'Whether trial time is stepped (a rehearsal) rather than running.' }) stepped: boolean;
  @Parts(() => ClockConfirmation) confirmations: ClockConfirmation[];
}

export const stepTrialClock = defineCommand({
  service: 'gateway',
  name: 'step-trial-clock',
  route: 'PUT /ops/trial-clock',
  summary: 'Steps trial time in a rehearsal; refused where trial time runs',
  request: StepTrialClockCommand,
  result: TrialClockStep,
  status: 200,
  roles: ['administrator'],
  rejections: ['clock-is-running'],
});

export const readTrialClock = defineQuery({
  service: 'gateway',
  name: 'read-trial-clock',
  route: 'GET /ops/trial-clock',
  summary: 'Trial time, and which process has followed the last step',
  request: NoParameters,
  result: TrialClockView,
  roles: ['administrator'],
  rejections: [],
});
