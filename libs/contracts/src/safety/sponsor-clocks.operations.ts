import { Choice, Day, Dictionary, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';

const reportableFacts = ['urgent-safety-measure', 'serious-breach', 'benefit-risk'] as const;

export class RecordReportableFactCommand extends AtTrial {
  @Choice(reportableFacts, {
    description: 'A measure taken at once for safety, a serious breach, or an event that changes benefit and risk.',
  })
  clock: (typeof reportableFacts)[number];
  @Moment({ description: 'When the measure was taken, or the sponsor became aware: day 0 is its civil date.' })
  happenedAt: string;
  @Text({ min: 2, max: 2_000, description: 'What happened. Never who received what.' }) fact: string;
}

export class PlanAnnualReportsCommand extends AtTrial {
  @Day({
    description: 'When a trial of the product was first authorised in any country: its day is that of the reports.',
  })
  firstAuthorisedOn: string;
  @Day({
    optional: true,
    description: 'Up to which day the annual reports made so far look; absent where there is none.',
  })
  reportedUntil?: string;
}

export class AtSponsorClock extends AtTrial {
  @Identifier({ description: 'The clock.' }) clockId: string;
}

export class AnswerSponsorClockCommand extends AtSponsorClock {
  @Moment({ description: 'When it was reported.' }) answeredAt: string;
  @Text({ min: 2, max: 500, description: 'Where the report is found: its number at the authority, or a file.' })
  reference: string;
  @Flag({ optional: true, description: 'Of an annual report: the trial has ended, no other follows.' })
  isLast?: boolean;
}

export class CorrectReportableFactCommand extends AtSponsorClock {
  @Moment({ description: 'When the measure was taken, or the sponsor became aware, rightly.' }) happenedAt: string;
  @ReasonForChange() reason: string;
}

export class WithdrawSponsorClockCommand extends AtSponsorClock {
  @ReasonForChange() reason: string;
}

export class SponsorClockView {
  @Identifier() clockId: string;
  @Choice([...reportableFacts, 'annual-report']) clock: string;
  @Choice(['running', 'met', 'breached', 'met-late', 'superseded', 'withdrawn']) state: string;
  @Text({ max: 2_000, description: 'What started it.' }) fact: string;
  @Text({ description: 'Who recorded that.' }) recordedBy: string;
  @Moment() recordedAt: string;
  @Moment() startedAt: string;
  @Day({ description: 'Day 0, in the zone of the sponsor; it does not count.' }) dayZeroOn: string;
  @Day({ description: 'The last day in time.' }) dueOn: string;
  @Moment() dueAt: string;
  @Text({ description: 'The rule and its source.' }) rule: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose numbers it goes by.' })
  trialVersion: number;
  @Dictionary({ description: 'What it was computed from.' }) inputs: Record<string, unknown>;
  @Moment({ optional: true }) metAt?: string;
  @Text({ optional: true, description: 'Who recorded the report.' }) metBy?: string;
  @Text({ optional: true, description: 'Where the report is found.' }) reference?: string;
  @Identifier({ optional: true, description: 'The clock with the wrong moment that this one stands for.' })
  supersedes?: string;
  @Moment({ optional: true, description: 'Since when it counts no more.' }) endedAt?: string;
  @Text({ optional: true, description: 'Who corrected or withdrew it.' }) endedBy?: string;
  @Text({ optional: true, description: 'Why.' }) endedReason?: string;
  @Moment({ optional: true, description: 'When it was told that it was not answered in time.' }) breachToldAt?: string;
  @Flag({ optional: true, description: 'As it turned out since, there was no breach.' }) breachWasNone?: boolean;
}

export class SponsorClockPage {
  @Parts(() => SponsorClockView) items: SponsorClockView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const recordReportableFact = defineCommand({
  service: 'safety',
  name: 'record-reportable-fact',
  route: 'POST /trials/:trialId/reportable-facts',
  summary: 'Starts the days of an urgent safety measure, a serious breach or a change of benefit and risk',
  request: RecordReportableFactCommand,
  result: SponsorClockView,
  roles: ['safety-physician'],
  rejections: ['fact-in-future'],
});

export const planAnnualReports = defineCommand({
  service: 'safety',
  name: 'plan-annual-reports',
  route: 'POST /trials/:trialId/annual-reports',
  summary: 'Plans the annual safety reports from the day of first authorisation; each that is made starts the next',
  request: PlanAnnualReportsCommand,
  result: SponsorClockView,
  roles: ['safety-physician'],
  rejections: ['fact-in-future', 'annual-report-planned'],
});

export const answerSponsorClock = defineCommand({
  service: 'safety',
  name: 'answer-sponsor-clock',
  route: 'POST /trials/:trialId/sponsor-clocks/:clockId/answer',
  summary: 'Records that the sponsor reported what a clock of the trial asks for; an annual report starts the next',
  request: AnswerSponsorClockCommand,
  result: SponsorClockView,
  roles: ['safety-physician'],
  rejections: [
    'sponsor-clock-unknown',
    'sponsor-clock-ended',
    'clock-not-running',
    'answered-before-fact',
    'answered-in-future',
  ],
});

export const correctReportableFact = defineCommand({
  service: 'safety',
  name: 'correct-reportable-fact',
  route: 'POST /trials/:trialId/sponsor-clocks/:clockId/corrections',
  summary: 'Corrects when a fact of the whole trial happened: its days are computed again, both clocks stay visible',
  request: CorrectReportableFactCommand,
  result: SponsorClockView,
  roles: ['safety-physician'],
  rejections: [
    'sponsor-clock-unknown',
    'sponsor-clock-ended',
    'not-a-fact',
    'nothing-to-revise',
    'fact-in-future',
    'answered-before-fact',
  ],
});

export const withdrawSponsorClock = defineCommand({
  service: 'safety',
  name: 'withdraw-sponsor-clock',
  route: 'POST /trials/:trialId/sponsor-clocks/:clockId/withdrawal',
  summary: 'Withdraws a clock of the trial that was recorded in error; it stays visible, and nothing is due by it',
  request: WithdrawSponsorClockCommand,
  result: SponsorClockView,
  roles: ['safety-physician'],
  rejections: ['sponsor-clock-unknown', 'sponsor-clock-ended', 'annual-report-made'],
});

export const listSponsorClocks = defineQuery({
  service: 'safety',
  name: 'list-sponsor-clocks',
  route: 'GET /trials/:trialId/sponsor-clocks',
  summary:
    'Clocks of the whole trial: what started them, by when and by which rule they are due, how they were answered',
  request: PageOfTrial,
  result: SponsorClockPage,
  roles: ['safety-physician', 'pharmacovigilance-officer'],
  rejections: ['cursor-not-readable'],
});
