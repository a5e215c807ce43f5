import { Choice, Code, Day, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, PageOfParticipant, ReasonForChange } from '../places.js';

export const limbs = ['treated', 'untreated'] as const;
type Limb = (typeof limbs)[number];
type Extent = 0 | 1 | 2 | 3;

export class LocalToxicityAnswer {
  @Code({ description: 'The item, as the trial file names it.' }) item: string;
  @Whole({ min: 0, max: 3, description: 'How much of it there is; 0 is none. Only more or less than before counts.' })
  extent: Extent;
}

export class RecordLocalToxicityCommand extends AtParticipant {
  @Code({ description: 'The visit it belongs to; an unscheduled one is UNS-1, UNS-2 and so on.' }) visitCode: string;
  @Choice(limbs, { description: 'The limb that is injected, or the other one, which is asked as background.' })
  limb: Limb;
  @Moment({ description: 'When the limb was looked at.' }) assessedAt: string;
  @Parts(() => LocalToxicityAnswer, { min: 1, max: 100, description: 'Every item of the trial, once.' })
  answers: LocalToxicityAnswer[];
}

export class CorrectLocalToxicityCommand extends AtParticipant {
  @Identifier() formId: string;
  @Moment({ description: 'When the limb was looked at.' }) assessedAt: string;
  @Parts(() => LocalToxicityAnswer, { min: 1, max: 100, description: 'Every item of the trial, once.' })
  answers: LocalToxicityAnswer[];
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

/** What a form of the limb that counts found against the visit of reference, and what became of it. */
export class LocalFindingView {
  @Identifier() findingId: string;
  @Code() visitCode: string;
  @Code() item: string;
  @Choice(['new', 'worse']) change: string;
  @Day() foundOn: string;
  @Flag({ description: 'The item was not answered at the visit of reference, so that its presence counts as new.' })
  withoutReference: boolean;
  @Choice(['open', 'proposed', 'refuted', 'linked', 'no-longer-found'], {
    description:
      'Open: somebody must say which adverse event it is. Proposed: a candidate waits. Refuted: so was its candidate. No longer found: a correction took it back.',
  })
  state: string;
  @Identifier({ optional: true, description: 'The adverse event it is linked to, or else the candidate it proposed.' })
  adverseEventId?: string;
}

export class LocalToxicityFormView {
  @Identifier() formId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code() visitCode: string;
  @Choice(limbs) limb: string;
  @Moment() assessedAt: string;
  @Parts(() => LocalToxicityAnswer) answers: LocalToxicityAnswer[];
  @Parts(() => LocalFindingView) findings: LocalFindingView[];
  @Text({ optional: true, description: 'Why this version was made.' }) reason?: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class LocalToxicityFormPage {
  @Parts(() => LocalToxicityFormView) items: LocalToxicityFormView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class LinkLocalFindingCommand extends AtParticipant {
  @Code({ description: 'The visit of the finding.' }) visitCode: string;
  @Code({ description: 'The item of the finding.' }) item: string;
  @Identifier({ description: 'The confirmed adverse event that it is.' }) adverseEventId: string;
  @Text({ optional: true, min: 2, max: 500, description: 'Why it changes; needed where another event is linked.' })
  reason?: string;
}

export class LocalToxicityRequest extends AtTrial {
  @Whole({
    optional: true,
    min: 1,
    max: 3_650,
    description: 'Last day that counts, from the day of treatment; the primary cut-off unless said otherwise.',
  })
  untilDay?: number;
}

/** One item of one limb. A participant may have several findings of one item, at different visits. */
export class LocalToxicityRow {
  @Choice(limbs) limb: string;
  @Code() item: string;
  @Flag({ description: 'Whether a finding makes the binary outcome positive.' }) countsForOutcome: boolean;
  @Whole({ min: 0, max: 1_000_000, description: 'Findings of what was absent at the visit of reference.' })
  new: number;
  @Whole({ min: 0, max: 1_000_000, description: 'Findings of more than there was at the visit of reference.' })
  worse: number;
  @Whole({ min: 0, max: 1_000_000, description: 'Participants with a finding.' }) participants: number;
}

export class UnlinkedLocalFinding extends LocalFindingView {
  @Identifier() participantId: string;
  @Code() siteId: string;
}

export class LocalToxicityReport {
  @Whole({ min: 1, max: 3_650 }) untilDay: number;
  @Whole({ min: 0, max: 1_000_000, description: 'Treated participants: yes, no and not assessed together.' })
  participants: number;
  @Whole({ min: 0, max: 1_000_000 }) yes: number;
  @Whole({ min: 0, max: 1_000_000 }) no: number;
  @Whole({ min: 0, max: 1_000_000, description: 'No form of the limb within the days; never read as no.' })
  notAssessed: number;
  @Parts(() => LocalToxicityRow, { max: 200 }) items: LocalToxicityRow[];
  @Parts(() => LocalToxicityRow, { max: 200, description: 'The other limb, as background; it decides nothing.' })
  background: LocalToxicityRow[];
  @Whole({ min: 0, max: 1_000_000, description: 'Adverse events that findings are linked to, each counted once.' })
  adverseEvents: number;
  @Whole({ min: 0, max: 1_000_000 }) unlinked: number;
  @Parts(() => UnlinkedLocalFinding, { max: 500, description: 'The first of the findings that no event is linked to.' })
  unlinkedFindings: UnlinkedLocalFinding[];
}

const site = ['investigator', 'study-nurse'] as const;
const participant = 'trials/:trialId/participants/:participantId';
const formRefusals = [
  'participant-unknown',
  'local-toxicity-not-asked',
  'item-unknown',
  'item-answered-twice',
  'item-not-answered',
  'assessed-in-future',
  'assessed-before-consent',
  'assessed-before-treatment',
  'reference-after-treatment',
] as const;

export const recordLocalToxicity = defineCommand({
  service: 'safety',
  name: 'record-local-toxicity',
  route: `POST /${participant}/local-toxicity-forms`,
  summary: 'Records what is seen at a limb; what is new or worse asks for an adverse event',
  request: RecordLocalToxicityCommand,
  result: LocalToxicityFormView,
  roles: site,
  rejections: [...formRefusals, 'visit-unknown', 'local-toxicity-already-recorded'],
});

export const correctLocalToxicity = defineCommand({
  service: 'safety',
  name: 'correct-local-toxicity',
  route: `PUT /${participant}/local-toxicity-forms/:formId`,
  summary: 'Replaces a form by a new version, with reason; findings are derived again and proposals stay',
  request: CorrectLocalToxicityCommand,
  result: LocalToxicityFormView,
  status: 200,
  ifMatch: true,
  roles: site,
  rejections: [...formRefusals, 'local-toxicity-form-unknown', 'version-conflict', 'nothing-changed'],
});

export const listLocalToxicity = defineQuery({
  service: 'safety',
  name: 'list-local-toxicity',
  route: `GET /${participant}/local-toxicity-forms`,
  summary: 'Local-toxicity forms of a participant, newest versions, with their findings',
  request: PageOfParticipant,
  result: LocalToxicityFormPage,
  roles: [...site, 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['participant-unknown', 'cursor-not-readable'],
});

export const linkLocalFinding = defineCommand({
  service: 'safety',
  name: 'link-local-finding',
  route: `POST /${participant}/local-findings/link`,
  summary: 'An investigator says which adverse event a local finding is',
  request: LinkLocalFindingCommand,
  result: LocalFindingView,
  status: 200,
  roles: ['investigator'],
  rejections: [
    'local-finding-unknown',
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'nothing-changed',
    'reason-missing',
  ],
});

export const readLocalToxicity = defineQuery({
  service: 'safety',
  name: 'read-local-toxicity',
  route: 'GET /trials/:trialId/reports/local-toxicity',
  summary:
    'Treated participants by local toxicity, its findings by item, and those without an adverse event, arms pooled',
  request: LocalToxicityRequest,
  result: LocalToxicityReport,
  roles: ['monitor', 'data-manager', 'safety-physician'],
  rejections: ['trial-unknown', 'local-toxicity-not-asked'],
});
