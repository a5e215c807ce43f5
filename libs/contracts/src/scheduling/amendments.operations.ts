import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Text, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { PageOfTrial } from '../places.js';

export class PreviewAmendmentCommand extends PageOfTrial {
  @Text({ max: 200_000, description: 'The trial file of the next version, as it would be published.' }) file: string;
}

export class ImpactWindow {
  @Moment() targetAt: string;
  @Moment() opensAt: string;
  @Moment() closesAt: string;
}

export class ImpactBells {
  @Moment({ optional: true, description: 'When the window opens, unless it has.' }) opens?: string;
  @Moment({ optional: true, description: 'When the window closes, if it has opened and not closed.' }) closes?: string;
}

export class ImpactReminder {
  @Code({ description: 'The reminder of the trial file.' }) rule: string;
  @Text() recipient: string;
  @Whole({ min: 0, max: 100, description: '0 for the reminder itself, then the steps of its escalation.' })
  step: number;
  @Moment() dueAt: string;
}

export class VisitImpactView {
  @Identifier() participantId: string;
  @Code({ optional: true }) participantCode?: string;
  @Code() siteId: string;
  @Code() visitCode: string;
  @Identifier({ optional: true, description: 'The visit, unless it appears.' }) visitId?: string;
  @Choice(['moves', 'appears', 'disappears', 'stays'], {
    description: 'Stays: its window does, but what it is reminded of follows the new version.',
  })
  change: string;
  @Part(() => ImpactWindow, { optional: true }) before?: ImpactWindow;
  @Part(() => ImpactWindow, { optional: true }) after?: ImpactWindow;
  @Flag({ description: 'Its window would be over already, or its appointment lies outside it.' })
  fallsOutOfWindow: boolean;
  @Part(() => ImpactBells, { description: 'What is pending of it.' }) bellsBefore: ImpactBells;
  @Part(() => ImpactBells, { description: 'What would be pending of it.' }) bellsAfter: ImpactBells;
  @Parts(() => ImpactReminder, { description: 'Reminders of it that are pending.' }) remindersBefore: ImpactReminder[];
  @Parts(() => ImpactReminder, { description: 'Reminders of it that would be.' }) remindersAfter: ImpactReminder[];
}

export class AmendmentImpact {
  @Whole({ min: 1, max: 1_000_000, description: 'The version that was looked at.' }) version: number;
  @Choice(['required', 'not-required'], { description: 'Whether participants consent again before it concerns them.' })
  reconsent: string;
  @Whole({ min: 0, max: 200, description: 'Participants of this page, affected or not.' }) participants: number;
  @Parts(() => VisitImpactView) items: VisitImpactView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const previewAmendment = defineCommand({
  service: 'scheduling',
  name: 'preview-amendment',
  route: 'POST /trials/:trialId/amendment-previews',
  summary: 'What a next version of the trial would do to every planned visit and bell, page by page of participants',
  request: PreviewAmendmentCommand,
  result: AmendmentImpact,
  status: 200,
  roles: ['data-manager', 'investigator', 'monitor'],
  rejections: ['trial-unknown', 'trial-file-invalid', 'amendment-not-next', 'cursor-not-readable'],
});
