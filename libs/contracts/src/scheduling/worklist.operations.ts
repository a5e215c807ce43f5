import { Choice, Code, Day, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { PageOfTrial } from '../places.js';

export const workKinds = [
  'visit',
  'questionnaire',
  'sample',
  'safety-report',
  'signature',
  'enrolment',
  'query',
] as const;
export const workStandings = ['overdue', 'today', 'soon', 'later'] as const;

/** Whoever has something to do. */
const workers = [
  'investigator',
  'study-nurse',
  'safety-physician',
  'pharmacovigilance-officer',
  'participant',
] as const;
/** Whoever watches that others do it. They have work of their own as well, and are shown everybody's unless they ask. */
export const watchers = ['monitor', 'data-manager'] as const;
const readers = [...workers, ...watchers] as const;

export class ListWorklist extends PageOfTrial {
  @Choice(workKinds, { optional: true, description: 'Only this kind of work.' }) kind?: (typeof workKinds)[number];
  @Choice(workStandings, { optional: true, description: 'Only what stands so now, by the civil day of the site.' })
  standing?: (typeof workStandings)[number];
  @Code({ optional: true, description: 'Only one site.' }) siteId?: string;
  @Identifier({ optional: true, description: 'Only one participant.' }) participantId?: string;
  @Choice([...readers, 'everyone'], {
    optional: true,
    description:
      'Whose work; the own role unless said otherwise, everybody for who watches. A participant sees their own.',
  })
  role?: (typeof readers)[number] | 'everyone';
  @Whole({
    optional: true,
    min: 0,
    max: 60,
    description: 'Civil days ahead that count as soon; 3 unless said otherwise.',
  })
  soonDays?: number;
}

export class WorkRuleView {
  @Code() code: string;
  @Text({ description: 'What is to be done by when.' }) text: string;
  @Text({ description: 'The law, or the place in the trial file.' }) source: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial it was taken from.' }) trialVersion: number;
}

export class WorklistItem {
  @Identifier() itemId: string;
  @Choice(workKinds) kind: string;
  @Code({ description: 'Visit, assessment, panel, term, clock or step.' }) what: string;
  @Code({ optional: true, description: 'Absent where it concerns the whole trial.' }) siteId?: string;
  @Identifier({ optional: true, description: 'Absent where it is about nobody alone.' }) participantId?: string;
  @Text({ optional: true }) participantCode?: string;
  @Identifier({ optional: true }) visitId?: string;
  @Code({ optional: true }) visitCode?: string;
  @Identifier({ optional: true }) adverseEventId?: string;
  @Identifier({ optional: true }) clockId?: string;
  @Moment({ description: 'Since when it is to be done.' }) since: string;
  @Moment({ description: 'The last instant at which it is in time.' }) dueAt: string;
  @Day({ description: 'The civil day of that instant at the site; of the whole trial, of the sponsor.' }) dueOn: string;
  @Choice(workStandings, { description: 'Derived from due time and clock in the zone of the site.' }) standing: string;
  @Words([...readers], { description: 'Who does it.' }) roles: string[];
  @Part(() => WorkRuleView, { description: 'Why it is due.' }) rule: WorkRuleView;
}

export class WorklistPage {
  @Parts(() => WorklistItem) items: WorklistItem[];
  @Text({ optional: true }) nextCursor?: string;
}

export const listWorklist = defineQuery({
  service: 'scheduling',
  name: 'list-worklist',
  route: 'GET /trials/:trialId/worklist',
  summary:
    'What is to be done at the sites you may see, the longest overdue first, each with the rule that makes it due',
  request: ListWorklist,
  result: WorklistPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});
