import { Choice, Code, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';

export const dataCutPurposes = [
  'safety-board',
  'annual-report',
  'interim-analysis',
  'final-analysis',
  'reconciliation',
] as const;
type Purpose = (typeof dataCutPurposes)[number];

export class MakeDataCutCommand extends AtTrial {
  @Choice(dataCutPurposes, { description: 'What it is made for.' }) purpose: Purpose;
  @ReasonForChange() reason: string;
}

export class DataCutView {
  @Identifier() dataCutId: string;
  @Choice(dataCutPurposes) purpose: string;
  @Moment({ description: 'What came later, corrections too, is not in it.' }) cutAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial its reports go by.' }) trialVersion: number;
  @Words(undefined, { max: 1_000, description: 'The sites it covers; whoever may not see them all does not see it.' })
  sites: string[];
  @Whole({ min: 0, max: 1_000_000 }) participants: number;
  @Whole({ min: 0, max: 1_000_000 }) adverseEvents: number;
  @Text({ min: 64, max: 64, description: 'SHA-256, hexadecimal, of its content as canonical JSON (RFC 8785).' })
  sha256: string;
  @Text() madeBy: string;
  @Code() role: string;
  @Text() reason: string;
}

export class DataCutPage {
  @Parts(() => DataCutView) items: DataCutView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class AtDataCut extends AtTrial {
  @Identifier({ description: 'The data cut.' }) dataCutId: string;
}

export const makeDataCut = defineCommand({
  service: 'safety',
  name: 'make-data-cut',
  route: 'POST /trials/:trialId/data-cuts',
  summary: 'Freezes what the safety reports of the trial are computed from, at the sites of the caller, with its hash',
  request: MakeDataCutCommand,
  result: DataCutView,
  location: '/trials/:trialId/data-cuts/:dataCutId',
  roles: ['data-manager', 'safety-physician'],
  rejections: ['trial-unknown'],
});

export const readDataCut = defineQuery({
  service: 'safety',
  name: 'read-data-cut',
  route: 'GET /trials/:trialId/data-cuts/:dataCutId',
  summary: 'One data cut: when, by whom, why, and its hash; what is stored is held against the hash',
  request: AtDataCut,
  result: DataCutView,
  roles: ['monitor', 'data-manager', 'safety-physician', 'dsmb-statistician', 'pharmacovigilance-officer'],
  rejections: ['data-cut-unknown'],
});

export const listDataCuts = defineQuery({
  service: 'safety',
  name: 'list-data-cuts',
  route: 'GET /trials/:trialId/data-cuts',
  summary: 'The data cuts of the trial, first made first',
  request: PageOfTrial,
  result: DataCutPage,
  roles: ['monitor', 'data-manager', 'safety-physician', 'dsmb-statistician', 'pharmacovigilance-officer'],
  rejections: ['cursor-not-readable'],
});
