import { Choice, Code, Day, Identifier, Moment, PartialDay, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfTrial, ReasonForChange } from '../places.js';

const whose = ['participant', 'partner'] as const;
const consents = ['given', 'refused', 'not-asked'] as const;
const endings = [
  'live-birth',
  'stillbirth',
  'spontaneous-termination',
  'elective-termination',
  'ectopic',
  'unknown',
] as const;
const answers = ['yes', 'no', 'unknown'] as const;

export class AtPregnancy extends AtParticipant {
  @Identifier({ description: 'The pregnancy.' }) pregnancyId: string;
}

class ReadPregnancy extends AtPregnancy {
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
}

export class ReportPregnancyCommand extends AtParticipant {
  @Choice(whose, { description: 'Who is pregnant. Of a partner nothing is kept that tells who they are.' })
  whose: (typeof whose)[number];
  @PartialDay({ optional: true, description: 'First day of the last menstrual period.' }) lastPeriodOn?: string;
  @PartialDay({ optional: true, description: 'Estimated conception.' }) conceivedOn?: string;
  @PartialDay({ optional: true, description: 'Expected date of delivery.' }) expectedOn?: string;
  @Choice(consents, { optional: true, description: 'Of a partner: whether they agree to follow-up.' })
  partnerConsent?: (typeof consents)[number];
  @Moment({ description: 'When the investigator became aware of it: the hours start here.' }) awareAt: string;
}

export class ReceivePregnancyCommand extends AtPregnancy {
  @Moment({ description: 'When the sponsor first held the report.' }) receivedAt: string;
}

export class FollowUpPregnancyCommand extends ReadPregnancy {
  @Text({ min: 2, max: 2_000, description: 'What became known. Nothing that tells who a partner is.' })
  information: string;
  @Moment({ description: 'When it became known.' }) learnedAt: string;
  @Day({ optional: true, description: 'When to ask again; from the expected date unless said otherwise.' })
  askAgainOn?: string;
}

export class RecordPregnancyOutcomeCommand extends ReadPregnancy {
  @Choice(endings, { description: 'How it ended; unknown where nobody will learn it.' })
  outcome: (typeof endings)[number];
  @PartialDay({ optional: true, description: 'When it ended.' }) endedOn?: string;
  @Choice(answers, { description: 'Whether there was a congenital anomaly: it needs a serious adverse event.' })
  congenitalAnomaly: (typeof answers)[number];
  @Moment({ description: 'When it became known.' }) learnedAt: string;
}

export class CorrectPregnancyCommand extends ReadPregnancy {
  @PartialDay({ optional: true }) lastPeriodOn?: string;
  @PartialDay({ optional: true }) conceivedOn?: string;
  @PartialDay({ optional: true }) expectedOn?: string;
  @Choice(consents, { optional: true }) partnerConsent?: (typeof consents)[number];
  @Choice(['ongoing', ...endings] as const, {
    optional: true,
    description: 'Of one that has ended; ongoing when it was recorded of the wrong pregnancy.',
  })
  outcome?: 'ongoing' | (typeof endings)[number];
  @PartialDay({ optional: true }) endedOn?: string;
  @Choice(answers, { optional: true }) congenitalAnomaly?: (typeof answers)[number];
  @Moment({ optional: true, description: 'When the investigator became aware, rightly: the hours start here.' })
  awareAt?: string;
  @ReasonForChange() reason: string;
}

export class CorrectPregnancyReceiptCommand extends ReadPregnancy {
  @Moment({ description: 'When the sponsor first held the report, rightly.' }) receivedAt: string;
  @ReasonForChange() reason: string;
}

export class LinkPregnancyEventCommand extends ReadPregnancy {
  @Identifier({ description: 'The adverse event, serious by congenital anomaly.' }) adverseEventId: string;
}

export class PregnancyView {
  @Identifier() pregnancyId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Choice(whose) whose: string;
  @PartialDay({ optional: true }) lastPeriodOn?: string;
  @PartialDay({ optional: true }) conceivedOn?: string;
  @PartialDay({ optional: true }) expectedOn?: string;
  @Choice(['not-treated', 'before-treatment', 'after-treatment', 'unclear'], {
    description:
      'Conception and the day of treatment, whatever was given; estimated from the last period where need be.',
  })
  conception: string;
  @Choice(consents, { optional: true }) partnerConsent?: string;
  @Moment() awareAt: string;
  @Moment({ description: 'The last instant in time for the sponsor.' }) dueAt: string;
  @Choice(['running', 'met', 'breached', 'met-late'], { description: 'How the report to the sponsor stands.' })
  reportState: string;
  @Moment({ optional: true }) receivedAt?: string;
  @Choice(['ongoing', ...endings]) outcome: string;
  @PartialDay({ optional: true }) endedOn?: string;
  @Choice(answers, { optional: true }) congenitalAnomaly?: string;
  @Identifier({ optional: true, description: 'The serious adverse event of an anomaly.' }) adverseEventId?: string;
  @Words(undefined, { optional: true, description: 'adverse-event-needed: an anomaly has no adverse event yet.' })
  flags?: string[];
  @Day({ optional: true, description: 'When the site asks next.' }) followUpOn?: string;
  @Whole({ min: 1, max: 1_000_000 }) trialVersion: number;
  @Moment() recordedAt: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

/** What somebody said of a pregnancy, with everything that was on record from then on. */
export class PregnancyEntryView {
  @Choice(['reported', 'received', 'receipt-corrected', 'followed-up', 'ended', 'corrected', 'linked']) act: string;
  @Text({ optional: true, max: 2_000 }) information?: string;
  @Moment({ optional: true, description: 'When it became known.' }) learnedAt?: string;
  @Text({ optional: true, description: 'Why it was corrected.' }) reason?: string;
  @PartialDay({ optional: true }) lastPeriodOn?: string;
  @PartialDay({ optional: true }) conceivedOn?: string;
  @PartialDay({ optional: true }) expectedOn?: string;
  @Choice(consents, { optional: true }) partnerConsent?: string;
  @Choice(['ongoing', ...endings]) outcome: string;
  @PartialDay({ optional: true }) endedOn?: string;
  @Choice(answers, { optional: true }) congenitalAnomaly?: string;
  @Identifier({ optional: true }) adverseEventId?: string;
  @Text() by: string;
  @Moment() at: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the pregnancy it made.' }) version: number;
}

export class PregnancyEntries {
  @Parts(() => PregnancyEntryView, { max: 1_000 }) items: PregnancyEntryView[];
}

export class PregnancyPage {
  @Parts(() => PregnancyView) items: PregnancyView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListPregnancies extends PageOfTrial {
  @Identifier({ optional: true, description: 'Only of this participant.' }) participantId?: string;
}

const site = ['investigator', 'study-nurse'] as const;
const readers = [...site, 'monitor', 'data-manager', 'safety-physician'] as const;
const at = 'trials/:trialId/participants/:participantId/pregnancies';
const together = ['pregnancy-dates-contradict', 'partner-consent-missing', 'end-in-future', 'impossible-date'] as const;

export const reportPregnancy = defineCommand({
  service: 'safety',
  name: 'report-pregnancy',
  route: `POST /${at}`,
  summary:
    'Reports a pregnancy of a participant or a partner; it goes to the sponsor within the hours of a serious event',
  request: ReportPregnancyCommand,
  result: PregnancyView,
  roles: site,
  rejections: ['participant-unknown', 'awareness-in-future', ...together],
});

export const receivePregnancy = defineCommand({
  service: 'safety',
  name: 'receive-pregnancy',
  route: `POST /${at}/:pregnancyId/sponsor-receipt`,
  summary: 'The sponsor takes the report of a pregnancy in: its hours end',
  request: ReceivePregnancyCommand,
  result: PregnancyView,
  roles: ['safety-physician'],
  rejections: ['pregnancy-unknown', 'already-received', 'received-in-future', 'received-before-awareness'],
});

export const followUpPregnancy = defineCommand({
  service: 'safety',
  name: 'follow-up-pregnancy',
  route: `POST /${at}/:pregnancyId/follow-ups`,
  summary: 'What became known of a pregnancy that goes on, and when the site asks again',
  request: FollowUpPregnancyCommand,
  result: PregnancyView,
  ifMatch: true,
  roles: site,
  rejections: [
    'pregnancy-unknown',
    'version-conflict',
    'pregnancy-ended',
    'partner-consent-missing',
    'awareness-in-future',
    'follow-up-not-ahead',
  ],
});

export const recordPregnancyOutcome = defineCommand({
  service: 'safety',
  name: 'record-pregnancy-outcome',
  route: `POST /${at}/:pregnancyId/outcome`,
  summary: 'How a pregnancy ended; a congenital anomaly needs a serious adverse event, which is linked to it',
  request: RecordPregnancyOutcomeCommand,
  result: PregnancyView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: ['pregnancy-unknown', 'version-conflict', 'pregnancy-ended', 'awareness-in-future', ...together],
});

export const correctPregnancy = defineCommand({
  service: 'safety',
  name: 'correct-pregnancy',
  route: `PUT /${at}/:pregnancyId`,
  summary: 'Corrects what was recorded of a pregnancy, with reason; both values stay in its entries',
  request: CorrectPregnancyCommand,
  result: PregnancyView,
  status: 200,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'pregnancy-unknown',
    'version-conflict',
    'nothing-to-revise',
    'pregnancy-goes-on',
    'awareness-in-future',
    'received-before-awareness',
    ...together,
  ],
});

export const correctPregnancyReceipt = defineCommand({
  service: 'safety',
  name: 'correct-pregnancy-receipt',
  route: `POST /${at}/:pregnancyId/sponsor-receipt/corrections`,
  summary: 'Corrects when the sponsor took the report of a pregnancy in; both moments stay in its entries',
  request: CorrectPregnancyReceiptCommand,
  result: PregnancyView,
  ifMatch: true,
  roles: ['safety-physician'],
  rejections: [
    'pregnancy-unknown',
    'version-conflict',
    'not-received',
    'nothing-to-revise',
    'received-in-future',
    'received-before-awareness',
  ],
});

export const linkPregnancyEvent = defineCommand({
  service: 'safety',
  name: 'link-pregnancy-event',
  route: `POST /${at}/:pregnancyId/adverse-event`,
  summary: 'Links the serious adverse event of a congenital anomaly to the pregnancy',
  request: LinkPregnancyEventCommand,
  result: PregnancyView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: ['pregnancy-unknown', 'version-conflict', 'no-congenital-anomaly', 'adverse-event-unknown'],
});

export const readPregnancy = defineQuery({
  service: 'safety',
  name: 'read-pregnancy',
  route: `GET /${at}/:pregnancyId`,
  summary: 'One pregnancy; its ETag is what a change must quote',
  request: AtPregnancy,
  result: PregnancyView,
  roles: readers,
  rejections: ['pregnancy-unknown'],
});

export const listPregnancyEntries = defineQuery({
  service: 'safety',
  name: 'list-pregnancy-entries',
  route: `GET /${at}/:pregnancyId/entries`,
  summary: 'Everything that was said of a pregnancy, oldest first, by whom and when',
  request: AtPregnancy,
  result: PregnancyEntries,
  roles: readers,
  rejections: ['pregnancy-unknown'],
});

export const listPregnancies = defineQuery({
  service: 'safety',
  name: 'list-pregnancies',
  route: 'GET /trials/:trialId/pregnancies',
  summary: 'Pregnancies of participants and partners at the sites you may see',
  request: ListPregnancies,
  result: PregnancyPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});
