import { FilePiece } from '../file-piece.js';
import { Choice, Day, Text, Whole } from '../fields.js';
import { defineFile } from '../operation.js';
import { AtDataCut } from './data-cuts.operations.js';

export const dataCutFiles = [
  'content.json',
  'adverse-events.csv',
  'serious-adverse-events.csv',
  'special-interest-events.csv',
  'maximum-grades.csv',
  'maximum-grades.html',
  'annual-reactions.csv',
  'annual-special-interest.csv',
  'annual-tabulation.csv',
  'annual-report.html',
  'reconciliation.csv',
] as const;

export class DataCutFileRequest extends AtDataCut {
  @Choice(dataCutFiles, { description: 'The file.' }) file: (typeof dataCutFiles)[number];
  @Whole({ optional: true, min: 1, max: 3_650, description: 'Of grades: the last day that counts from treatment.' })
  untilDay?: number;
  @Day({ optional: true, description: 'Of annual listings: the first day of the interval.' }) from?: string;
  @Day({ optional: true, description: 'Of annual listings: the last day of the interval.' }) until?: string;
  @Text({ optional: true, max: 400, description: 'Where the last piece ended; the gateway says it.' }) cursor?: string;
}

export const readDataCutFile = defineFile({
  service: 'safety',
  name: 'read-data-cut-file',
  route: 'GET /trials/:trialId/data-cuts/:dataCutId/files/:file',
  summary:
    'A data cut as a file: its content as it was hashed, line listings, grades, and the listings of the annual report, arms pooled',
  request: DataCutFileRequest,
  result: FilePiece,
  roles: ['monitor', 'data-manager', 'safety-physician'],
  rejections: ['data-cut-unknown', 'interval-missing', 'ctcae-versions-mixed', 'cursor-not-readable'],
});
