import { Choice, Code, Identifier, Moment, Part, Parts, Quantity, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

export class ReportedRange {
  @Quantity({
    optional: true,
    min: 0,
    description: 'Lower limit of normal of the laboratory, in the unit of the value.',
  })
  low?: number;
  @Quantity({
    optional: true,
    min: 0,
    description: 'Upper limit of normal of the laboratory, in the unit of the value.',
  })
  high?: number;
}

export class ResultValue {
  @Text({ max: 40, description: 'The result as reported: 5.2, <0.5, >1000.' }) value: string;
  @Text({ max: 40, description: 'UCUM unit.' }) unit: string;
  @Part(() => ReportedRange) range: ReportedRange;
  @Quantity({ optional: true, min: 0, description: 'Lower limit of quantification, in the unit of the value.' })
  lloq?: number;
  @Quantity({ optional: true, min: 0, description: 'Upper limit of quantification, in the unit of the value.' })
  uloq?: number;
  @Choice(['point', 'comma'], {
    optional: true,
    description: 'How the laboratory writes decimals; needed where a text such as 1.234 may be a thousand.',
  })
  decimalMark?: 'point' | 'comma';
}

export class RecordResultCommand extends AtParticipant {
  @Code({ description: 'The analyte, as the panel of the trial names it.' }) analyte: string;
  @Part(() => ResultValue) result: ResultValue;
  @Moment({ description: 'When the specimen was collected.' }) collectedAt: string;
  @Code({ optional: true, description: 'The visit it belongs to.' }) visitCode?: string;
  @Text({ optional: true, max: 100, description: 'The laboratory.' }) laboratory?: string;
  @Text({ optional: true, max: 100, description: 'Assay method; values of different methods make no trend.' })
  method?: string;
}

export class CorrectResultCommand extends AtParticipant {
  @Identifier() resultId: string;
  @Part(() => ResultValue) result: ResultValue;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class ResultView {
  @Identifier() resultId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code() analyte: string;
  @Choice(['=', '<', '>']) comparator: string;
  @Quantity() number: number;
  @Text() unit: string;
  @Quantity({ optional: true }) low?: number;
  @Quantity({ optional: true }) high?: number;
  @Quantity({ optional: true }) lloq?: number;
  @Quantity({ optional: true }) uloq?: number;
  @Choice(['low', 'normal', 'high', 'unknown']) position: string;
  @Moment() collectedAt: string;
  @Code({ optional: true }) visitCode?: string;
  @Text({ optional: true }) laboratory?: string;
  @Text({ optional: true }) method?: string;
  @Words(undefined, { description: 'Soft checks that deserve a look.' }) flags: string[];
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class ResultPage {
  @Parts(() => ResultView) items: ResultView[];
  @Text({ optional: true }) nextCursor?: string;
}

const at = 'trials/:trialId/participants/:participantId/results';

export const recordResult = defineCommand({
  service: 'lab-biomarker',
  name: 'record-result',
  route: `POST /${at}`,
  summary: 'Enters a laboratory result as reported, with unit and reference range',
  request: RecordResultCommand,
  result: ResultView,
  roles: ['investigator', 'study-nurse'],
  rejections: [
    'participant-unknown',
    'analyte-unknown',
    'analyte-restricted',
    'unit-unknown-for-analyte',
    'value-missing',
    'value-not-a-number',
    'negative-value',
    'quantification-limits-upside-down',
    'collected-in-future',
    'range-reversed',
    'result-already-recorded',
    'participation-ended',
  ],
});

export const correctResult = defineCommand({
  service: 'lab-biomarker',
  name: 'correct-result',
  route: `PUT /${at}/:resultId`,
  summary: 'Replaces a result by a new version, with reason; what leaned on it is graded again',
  request: CorrectResultCommand,
  result: ResultView,
  status: 200,
  ifMatch: true,
  roles: ['investigator', 'study-nurse'],
  rejections: [
    'result-unknown',
    'version-conflict',
    'reason-missing',
    'nothing-changed',
    'unit-unknown-for-analyte',
    'value-missing',
    'value-not-a-number',
    'negative-value',
    'quantification-limits-upside-down',
    'range-reversed',
  ],
});

export const listResults = defineQuery({
  service: 'lab-biomarker',
  name: 'list-results',
  route: `GET /${at}`,
  summary: 'Laboratory results of a participant, newest versions',
  request: PageOfParticipant,
  result: ResultPage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['participant-unknown', 'cursor-not-readable'],
});
