import { Code, Day, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial } from '../places.js';

const expectable = [
  'life-threatening',
  'hospitalisation',
  'disability',
  'congenital-anomaly',
  'medically-important',
] as const;

export class ExpectedReactionEntry {
  @Code({ description: 'What causes it: a cause the trial brought.' }) cause: string;
  @Code({ description: 'CTCAE term as a slug.' }) term: string;
  @Whole({ min: 1, max: 4, description: 'The worst grade that is still expected.' }) upToGrade: 1 | 2 | 3 | 4;
  @Words(expectable, {
    description: 'What may make it serious and still be expected; none: a serious one is unexpected. Death never is.',
  })
  seriousness: (typeof expectable)[number][];
}

class ReferenceSafetyDocument extends AtTrial {
  @Code({ description: 'As the document calls itself, for example 3.1.' }) version: string;
  @Text({ max: 200, description: 'Which document it is, and which section.' }) title: string;
  @Day({ description: 'First day in force; a version is in force until the next one starts.' }) inForceFrom: string;
  @Parts(() => ExpectedReactionEntry, { description: 'None: nothing is expected yet.' })
  reactions: ExpectedReactionEntry[];
}

export class RecordReferenceSafetyCommand extends ReferenceSafetyDocument {}

export class ReferenceSafetyView extends ReferenceSafetyDocument {
  @Identifier() referenceId: string;
  @Whole({ min: 1, max: 1_000_000, description: 'Which one it is, from 1.' }) ordinal: number;
  @Code({ description: 'The dictionary its terms and grades are of.' }) ctcaeVersion: string;
  @Text({ description: 'Who signed that this is the reference safety information in force.' }) signedBy: string;
  @Moment() signedAt: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of what was signed, as canonical JSON.' }) contentHash: string;
}

export class ReferenceSafetyPage {
  @Parts(() => ReferenceSafetyView) items: ReferenceSafetyView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListReferenceSafety extends PageOfTrial {}

const at = 'trials/:trialId/reference-safety-information';

export const recordReferenceSafety = defineCommand({
  service: 'safety',
  name: 'record-reference-safety',
  route: `POST /${at}`,
  summary:
    'Signs a version of the reference safety information: what is expected of the trial, never changed afterwards',
  request: RecordReferenceSafetyCommand,
  result: ReferenceSafetyView,
  roles: ['safety-physician'],
  rejections: [
    'sign-in-not-fresh',
    'reference-version-taken',
    'in-force-too-early',
    'term-unknown',
    'grade-not-offered',
    'cause-unknown',
    'reaction-twice',
  ],
});

export const listReferenceSafety = defineQuery({
  service: 'safety',
  name: 'list-reference-safety',
  route: `GET /${at}`,
  summary: 'Every version of the reference safety information, oldest first',
  request: ListReferenceSafety,
  result: ReferenceSafetyPage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});
