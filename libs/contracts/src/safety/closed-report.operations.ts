import { FilePiece } from '../file-piece.js';
import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineFile, defineQuery } from '../operation.js';
import { AtDataCut } from './data-cuts.operations.js';

const COUNT = { min: 0, max: 1_000_000 };

export class ClosedReportRequest extends AtDataCut {
  @Whole({
    optional: true,
    min: 1,
    max: 3_650,
    description: 'Last day that counts, from the day of treatment; the primary cut-off unless said otherwise.',
  })
  untilDay?: number;
}

export const closedReportFiles = ['closed-report.csv', 'closed-report.html'] as const;

export class ClosedReportFileRequest extends ClosedReportRequest {
  @Choice(closedReportFiles, { description: 'The file.' }) file: (typeof closedReportFiles)[number];
  @Text({ optional: true, max: 400, description: 'Where the last piece ended; the gateway says it.' }) cursor?: string;
}

/** Treated participants of one arm by their maximum grade; the columns 0 to 5 and unknown add up to all of them. */
export class GradesOfArm {
  @Text({ description: 'An organ class, or overall.' }) organClass: string;
  @Flag({ description: 'Counts suspected reactions alone.' }) related: boolean;
  @Whole(COUNT) grade0: number;
  @Whole(COUNT) grade1: number;
  @Whole(COUNT) grade2: number;
  @Whole(COUNT) grade3: number;
  @Whole(COUNT) grade4: number;
  @Whole(COUNT) grade5: number;
  @Whole({ ...COUNT, description: 'Only events nobody graded; never imputed.' }) unknown: number;
}

export class LocalToxicityItemOfArm {
  @Code() item: string;
  @Whole(COUNT) new: number;
  @Whole(COUNT) worse: number;
  @Whole({ ...COUNT, description: 'Participants with a finding.' }) participants: number;
}

export class LocalToxicityOfArm {
  @Whole(COUNT) yes: number;
  @Whole(COUNT) no: number;
  @Whole(COUNT) notAssessed: number;
  @Parts(() => LocalToxicityItemOfArm) items: LocalToxicityItemOfArm[];
}

export class ReportOfArm {
  @Code({ description: 'The arm, or the letter that stands for it.' }) arm: string;
  @Whole({ ...COUNT, description: 'Treated participants: the denominator.' }) participants: number;
  @Whole({ ...COUNT, description: 'Confirmed adverse events of treated participants, whenever they began.' })
  events: number;
  @Whole({ ...COUNT, description: 'Serious ones among them.' }) seriousEvents: number;
  @Whole({ ...COUNT, description: 'Serious ones that either judge suspects.' }) seriousReactions: number;
  @Whole({ ...COUNT, description: 'Participants who died of one.' }) deaths: number;
  @Whole({ ...COUNT, description: 'Events that threatened a digit.' }) digitThreatening: number;
  @Parts(() => GradesOfArm, { max: 100 }) grades: GradesOfArm[];
  @Part(() => LocalToxicityOfArm, { optional: true, description: 'Left out where the trial does not ask for it.' })
  localToxicity?: LocalToxicityOfArm;
}

export class ClosedReport {
  @Identifier() dataCutId: string;
  @Moment() cutAt: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of the data cut.' }) sha256: string;
  @Words(undefined, { max: 1_000 }) sites: string[];
  @Whole({ min: 1, max: 1_000_000 }) trialVersion: number;
  @Code() ctcaeVersion: string;
  @Whole({ min: 1, max: 3_650 }) untilDay: number;
  @Flag({ description: 'Letters stand for the arms: the database is not locked.' }) coded: boolean;
  @Parts(() => ReportOfArm, { max: 20 }) arms: ReportOfArm[];
}

const readers = ['dsmb-statistician', 'list-statistician', 'pharmacovigilance-officer'] as const;
const refusals = [
  'data-cut-unknown',
  'database-not-locked',
  'list-unknown',
  'not-allocated',
  'ctcae-versions-mixed',
  'service-away',
  'no-answer-in-time',
] as const;

export const readClosedReport = defineQuery({
  service: 'unblinded',
  name: 'read-closed-report',
  route: 'GET /trials/:trialId/data-cuts/:dataCutId/closed-report',
  summary:
    'Maximum grades, serious events and local toxicity of a data cut by arm: for the safety board in letters, for others once the database is locked; recorded, and stored nowhere',
  request: ClosedReportRequest,
  result: ClosedReport,
  roles: readers,
  rejections: refusals,
});

export const readClosedReportFile = defineFile({
  service: 'unblinded',
  name: 'read-closed-report-file',
  route: 'GET /trials/:trialId/data-cuts/:dataCutId/closed-report/files/:file',
  summary: 'The closed report as a file; recorded with each piece, and stored nowhere',
  request: ClosedReportFileRequest,
  result: FilePiece,
  roles: readers,
  rejections: [...refusals, 'cursor-not-readable'],
});
