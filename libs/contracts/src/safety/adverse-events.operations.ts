import { Choice, Code, Flag, Identifier, Moment, Part, PartialDay, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfTrial, ReasonForChange } from '../places.js';
import { ExpectedReactionEntry } from './reference-safety.operations.js';
import { SpecialInterestView, WithdrawnInterestView } from './special-interest.view.js';

export const adverseEventOutcomes = [
  'recovered',
  'recovering',
  'not-recovered',
  'recovered-with-sequelae',
  'fatal',
  'unknown',
] as const;
export const seriousnessCriteria = [
  'death',
  'life-threatening',
  'hospitalisation',
  'disability',
  'congenital-anomaly',
  'medically-important',
] as const;

type Seriousness = (typeof seriousnessCriteria)[number];
type Outcome = (typeof adverseEventOutcomes)[number];
type Grade = 1 | 2 | 3 | 4 | 5;

export class AtAdverseEvent extends AtParticipant {
  @Identifier({ description: 'The adverse event.' }) adverseEventId: string;
}

export class ReportAdverseEventCommand extends AtParticipant {
  @Code({ description: 'CTCAE term as a slug, for example skin-ulceration.' }) term: string;
  @Text({ optional: true, max: 200, description: 'The words of the site; mandatory for an "Other, specify" term.' })
  words?: string;
  @Whole({ optional: true, min: 1, max: 5, description: 'CTCAE grade; only grades the term offers.' }) grade?: Grade;
  @Words(seriousnessCriteria, {
    description: 'Seriousness criteria that apply; none means not serious. Never derived from the grade.',
  })
  seriousness: Seriousness[];
  @PartialDay({ description: 'When it began, as exactly as known.' }) onsetOn: string;
  @Moment({
    optional: true,
    description: 'The exact moment it began, where known: it decides on the day of treatment.',
  })
  onsetAt?: string;
  @PartialDay({ optional: true, description: 'When it ended, if it has.' }) endedOn?: string;
  @Choice(adverseEventOutcomes, { optional: true, description: 'Unknown unless said otherwise; death needs fatal.' })
  outcome?: Outcome;
  @Flag({ optional: true, description: 'Whether it is a toxicity of the treated limb that threatens a digit.' })
  digitThreatening?: boolean;
  @Moment({ description: 'When the investigator became aware of it.' }) awareAt: string;
}

export class ConfirmCandidateCommand extends AtAdverseEvent {
  @Words(seriousnessCriteria) seriousness: Seriousness[];
  @Moment({ description: 'When the investigator became aware of it.' }) awareAt: string;
  @Whole({
    optional: true,
    min: 1,
    max: 5,
    description: 'A clinically higher grade, if the value alone says too little; the grade, where none is proposed.',
  })
  grade?: Grade;
  @Choice(adverseEventOutcomes, { optional: true, description: 'Unknown unless said otherwise.' }) outcome?: Outcome;
  @Flag({ optional: true, description: 'Whether it is a toxicity of the treated limb that threatens a digit.' })
  digitThreatening?: boolean;
  @ReasonForChange() reason: string;
}

export class RefuteCandidateCommand extends AtAdverseEvent {
  @ReasonForChange() reason: string;
}

export class ReviseAdverseEventCommand extends AtAdverseEvent {
  @Whole({ optional: true, min: 1, max: 5 }) grade?: Grade;
  @Words(seriousnessCriteria, { optional: true }) seriousness?: Seriousness[];
  @Choice(['recovered', 'recovering', 'not-recovered', 'recovered-with-sequelae', 'fatal', 'unknown'], {
    optional: true,
  })
  outcome?: Outcome;
  @Flag({ optional: true, description: 'Whether it is a toxicity of the treated limb that threatens a digit.' })
  digitThreatening?: boolean;
  @PartialDay({
    optional: true,
    description: 'When the new grade began; the day it became known unless said otherwise.',
  })
  since?: string;
  @PartialDay({ optional: true, description: 'When the event ended.' }) endedOn?: string;
  @Moment({ description: 'When this became known.' }) awareAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class CauseOpinion {
  @Code({ description: 'A possible cause, as the trial names it.' }) cause: string;
  @Flag({ description: 'Whether there is a reasonable possibility.' }) related: boolean;
}

export class JudgeCausalityCommand extends AtAdverseEvent {
  @Parts(() => CauseOpinion, { min: 1, max: 5 }) opinions: CauseOpinion[];
  @ReasonForChange() reason: string;
}

export class ExpectednessView {
  @Choice(['expected', 'unexpected'], { description: 'What counted at the receipt.' }) expectedness: string;
  @Choice(['expected', 'unexpected'], { optional: true, description: 'What the sponsor said themselves.' })
  stated?: string;
  @Words(undefined, { optional: true, description: 'Versions of the reference that were in force at onset.' })
  versions?: string[];
  @Code({ optional: true, description: 'Why the reference says so.' }) because?: string;
  @Parts(() => ExpectedReactionEntry, { optional: true, description: 'The entries it was compared with.' })
  entries?: ExpectedReactionEntry[];
}

export class AdverseEventView {
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code() term: string;
  @Text() organClass: string;
  @Code() ctcaeVersion: string;
  @Choice(['candidate', 'confirmed', 'refuted']) status: string;
  @Choice(['reported', 'laboratory', 'local-toxicity', 'questionnaire']) source: string;
  @Whole({ optional: true, min: 0, max: 5, description: 'The grade it has now.' }) grade?: Grade;
  @Words(undefined) seriousness: Seriousness[];
  @Flag() serious: boolean;
  @Text({ optional: true, description: 'The criterion that graded it, for a candidate.' }) criterion?: string;
  @Code({
    optional: true,
    description: 'The alert of a questionnaire it comes from: visit and alert, for example W02/severe-pain.',
  })
  alert?: string;
  @Text({ optional: true, max: 200 }) words?: string;
  @PartialDay({ optional: true }) onsetOn?: string;
  @PartialDay({ optional: true }) endedOn?: string;
  @Moment({ optional: true, description: 'When the investigator first became aware of it.' }) awareAt?: string;
  @Moment({ optional: true, description: 'When what was last revised became known.' }) learnedAt?: string;
  @Moment({ optional: true }) receivedAt?: string;
  @Part(() => ExpectednessView, { optional: true, description: 'What the sponsor judged when it received it.' })
  expectedness?: ExpectednessView;
  @Text({ optional: true }) outcome?: string;
  @Flag({ description: 'Whether it is a toxicity of the treated limb that threatens a digit.' })
  digitThreatening: boolean;
  @Words(undefined, { description: 'What the investigator or the sponsor thinks possible as a cause.' })
  suspectedCauses: string[];
  @Words(undefined, {
    optional: true,
    description: 'Local findings it is: visit and item, for example W02/swelling. It is shown in both tables.',
  })
  localFindings?: string[];
  @Parts(() => SpecialInterestView, { optional: true, description: 'Groups of special interest it belongs to.' })
  specialInterest?: SpecialInterestView[];
  @Parts(() => WithdrawnInterestView, { optional: true, description: 'Groups it was in until that was taken back.' })
  withdrawnInterest?: WithdrawnInterestView[];
  @Words(undefined, { optional: true, description: 'What an investigator has signed of it as it is now.' })
  signedAs?: string[];
  @Words(undefined, {
    optional: true,
    description:
      'Answers that do not sit well together; origin-taken-back: what proposed it was corrected since and no longer says so; signature-superseded: it changed since it was signed. They never block.',
  })
  flags?: string[];
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class AdverseEventPage {
  @Parts(() => AdverseEventView) items: AdverseEventView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListAdverseEvents extends PageOfTrial {
  @Identifier({ optional: true, description: 'Only of this participant.' }) participantId?: string;
  @Code({ optional: true, description: 'Only of this group of special interest.' }) specialInterest?: string;
}

const site = ['investigator', 'study-nurse'] as const;
const readers = [...site, 'monitor', 'data-manager', 'safety-physician'] as const;
const at = 'trials/:trialId/participants/:participantId/adverse-events';

export const reportAdverseEvent = defineCommand({
  service: 'safety',
  name: 'report-adverse-event',
  route: `POST /${at}`,
  summary:
    'Reports an adverse event; one that is serious, or of a special interest that always goes to the sponsor, starts the 24-hour clock',
  request: ReportAdverseEventCommand,
  result: AdverseEventView,
  roles: site,
  rejections: [
    'participant-unknown',
    'term-unknown',
    'words-missing',
    'grade-not-offered',
    'grade-5-needs-death',
    'fatal-needs-death',
    'awareness-in-future',
    'onset-after-awareness',
    'end-before-onset',
    'end-in-future',
    'impossible-date',
  ],
});

export const confirmCandidate = defineCommand({
  service: 'safety',
  name: 'confirm-candidate',
  route: `POST /${at}/:adverseEventId/confirmation`,
  summary: 'An investigator confirms what the system proposed',
  request: ConfirmCandidateCommand,
  result: AdverseEventView,
  roles: ['investigator'],
  rejections: [
    'participant-unknown',
    'adverse-event-unknown',
    'not-a-candidate',
    'grade-missing',
    'reason-missing',
    'term-unknown',
    'words-missing',
    'grade-not-offered',
    'grade-5-needs-death',
    'fatal-needs-death',
    'awareness-in-future',
    'onset-after-awareness',
    'end-before-onset',
    'end-in-future',
    'impossible-date',
  ],
});

export const refuteCandidate = defineCommand({
  service: 'safety',
  name: 'refute-candidate',
  route: `POST /${at}/:adverseEventId/refutation`,
  summary: 'An investigator refutes what the system proposed, with reason',
  request: RefuteCandidateCommand,
  result: AdverseEventView,
  roles: ['investigator'],
  rejections: ['adverse-event-unknown', 'not-a-candidate', 'reason-missing'],
});

export const reviseAdverseEvent = defineCommand({
  service: 'safety',
  name: 'revise-adverse-event',
  route: `PUT /${at}/:adverseEventId`,
  summary: 'Records a new grade, seriousness or outcome, with reason',
  request: ReviseAdverseEventCommand,
  result: AdverseEventView,
  status: 200,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'participant-unknown',
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'version-conflict',
    'nothing-to-revise',
    'grade-starts-before-previous',
    'term-unknown',
    'words-missing',
    'grade-not-offered',
    'grade-5-needs-death',
    'fatal-needs-death',
    'awareness-in-future',
    'onset-after-awareness',
    'end-before-onset',
    'end-in-future',
    'impossible-date',
  ],
});

export const judgeCausality = defineCommand({
  service: 'safety',
  name: 'judge-causality',
  route: `POST /${at}/:adverseEventId/causality-judgements`,
  summary: 'The opinion of investigator or sponsor on each possible cause, side by side; the sponsor never downgrades',
  request: JudgeCausalityCommand,
  result: AdverseEventView,
  roles: ['investigator', 'safety-physician'],
  rejections: [
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'cause-twice',
    'cause-unknown',
    'reason-missing',
  ],
});

export const readAdverseEvent = defineQuery({
  service: 'safety',
  name: 'read-adverse-event',
  route: `GET /${at}/:adverseEventId`,
  summary: 'One adverse event; its ETag is what a change must quote',
  request: AtAdverseEvent,
  result: AdverseEventView,
  roles: readers,
  rejections: ['adverse-event-unknown'],
});

export const listAdverseEvents = defineQuery({
  service: 'safety',
  name: 'list-adverse-events',
  route: 'GET /trials/:trialId/adverse-events',
  summary: 'Adverse events and candidates at the sites you may see',
  request: ListAdverseEvents,
  result: AdverseEventPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});
