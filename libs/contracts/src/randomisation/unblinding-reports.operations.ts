import { Choice, Code, Identifier, Moment, Parts, Text } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';
import { roles } from '../roles.js';

export const waysOfUnblinding = [
  'saw-product',
  'told-by-participant',
  'told-by-colleague',
  'document',
  'laboratory-result',
  'system',
  'other',
] as const;
export type WayOfUnblinding = (typeof waysOfUnblinding)[number];

export class ReportUnblindingCommand extends AtTrial {
  @Code({ optional: true, description: 'Where it happened; your first site unless said otherwise.' }) siteId?: string;
  @Identifier({ optional: true, description: 'About whom, if about one participant.' }) participantId?: string;
  @Choice(waysOfUnblinding) how: WayOfUnblinding;
  @Text({ max: 2_000, description: 'What happened. It is kept encrypted: only the unblinded may read it.' })
  account: string;
  @Moment({ description: 'When it happened.' }) occurredAt: string;
}

export class ReportedUnblinding {
  @Identifier() reportId: string;
  @Moment() reportedAt: string;
}

export class UnblindingReportView {
  @Identifier() reportId: string;
  @Code({ optional: true }) siteId?: string;
  @Identifier({ optional: true }) participantId?: string;
  @Choice(waysOfUnblinding) how: WayOfUnblinding;
  @Moment() occurredAt: string;
  @Text() reportedBy: string;
  @Choice(roles) role: string;
  @Moment() reportedAt: string;
}

export class UnblindingReportPage {
  @Parts(() => UnblindingReportView) items: UnblindingReportView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class OpenUnblindingAccountCommand extends AtTrial {
  @Identifier() reportId: string;
  @ReasonForChange() reason: string;
}

export class UnblindingAccount {
  @Identifier() reportId: string;
  @Text({ max: 2_000 }) account: string;
}

export const reportUnblinding = defineCommand({
  service: 'vault',
  name: 'report-unblinding',
  route: 'POST /trials/:trialId/unblinding-reports',
  summary: 'Says that you, or somebody else, came to know by accident what a participant received; open to everybody',
  request: ReportUnblindingCommand,
  result: ReportedUnblinding,
  roles,
  rejections: ['site-unknown', 'unblinding-in-future'],
});

export const listUnblindingReports = defineQuery({
  service: 'randomisation',
  name: 'list-unblinding-reports',
  route: 'GET /trials/:trialId/unblinding-reports',
  summary: 'Reports of accidental unblinding at the sites you may see, without the words of the reporter',
  request: PageOfTrial,
  result: UnblindingReportPage,
  roles: ['monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});

export const openUnblindingAccount = defineCommand({
  service: 'vault',
  name: 'open-unblinding-account',
  route: 'POST /trials/:trialId/unblinding-reports/:reportId/account-readings',
  summary: 'Shows the words of one report; recorded',
  request: OpenUnblindingAccountCommand,
  result: UnblindingAccount,
  roles: ['pharmacovigilance-officer', 'dsmb-statistician'],
  rejections: ['unblinding-report-unknown'],
});
