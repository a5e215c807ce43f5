import { Choice, Code, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { PageOfTrial } from '../places.js';
import { AtAdverseEvent } from './adverse-events.operations.js';

/** What a query can be about. */
export const queriedFields = [
  'term',
  'words',
  'grade',
  'seriousness',
  'onset',
  'end',
  'outcome',
  'action-taken',
  'awareness',
  'causality',
  'local-findings',
] as const;
const states = ['open', 'answered', 'closed'] as const;
const acts = ['opened', 'answered', 'closed', 'reopened'] as const;
const openers = ['monitor', 'data-manager', 'safety-physician'] as const;
const staff = ['investigator', 'study-nurse'] as const;

const Words = (description: string): PropertyDecorator => Text({ min: 2, max: 1_000, description });

export class OpenQueryCommand extends AtAdverseEvent {
  @Choice(queriedFields, { optional: true, description: 'The field it is about; left out for the event as a whole.' })
  field?: (typeof queriedFields)[number];
  @Words('What is asked.') text: string;
}

export class AtAdverseEventQuery extends AtAdverseEvent {
  @Identifier({ description: 'The query.' }) queryId: string;
}

export class AnswerQueryCommand extends AtAdverseEventQuery {
  @Words('The answer; what was wrong in the data is corrected where it stands.') text: string;
}

export class CloseQueryCommand extends AtAdverseEventQuery {
  @Words('Why nothing is left to ask.') text: string;
}

export class ReopenQueryCommand extends AtAdverseEventQuery {
  @Words('What is still asked.') text: string;
}

export class QueryEntryView {
  @Identifier() entryId: string;
  @Choice(acts) act: string;
  @Words('What was said.') text: string;
  @Text() by: string;
  @Code() role: string;
  @Moment() at: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the adverse event at that moment.' })
  adverseEventVersion: number;
}

export class QueryView {
  @Identifier() queryId: string;
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Choice(queriedFields, { optional: true }) field?: string;
  @Choice(openers, { description: 'The role that asked, and that closes or reopens it.' }) openerRole: string;
  @Choice(states) state: string;
  @Parts(() => QueryEntryView, { max: 1_000, description: 'What was said, oldest first.' }) entries: QueryEntryView[];
}

export class QueryPage {
  @Parts(() => QueryView) items: QueryView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListQueries extends PageOfTrial {
  @Choice(states, { optional: true, description: 'Only what stands so.' }) state?: (typeof states)[number];
  @Identifier({ optional: true, description: 'Only of this participant.' }) participantId?: string;
  @Identifier({ optional: true, description: 'Only about this adverse event.' }) adverseEventId?: string;
}

const at = 'trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/queries';

export const openQuery = defineCommand({
  service: 'safety',
  name: 'open-query',
  route: `POST /${at}`,
  summary: 'Asks the site about an adverse event or one of its fields; it changes no data',
  request: OpenQueryCommand,
  result: QueryView,
  roles: openers,
  rejections: ['adverse-event-unknown'],
});

export const answerQuery = defineCommand({
  service: 'safety',
  name: 'answer-query',
  route: `POST /${at}/:queryId/answers`,
  summary: 'The site answers what is asked',
  request: AnswerQueryCommand,
  result: QueryView,
  roles: staff,
  rejections: ['query-unknown', 'query-not-open'],
});

export const closeQuery = defineCommand({
  service: 'safety',
  name: 'close-query',
  route: `POST /${at}/:queryId/closure`,
  summary: 'The role that asked is satisfied, or no longer asks',
  request: CloseQueryCommand,
  result: QueryView,
  roles: openers,
  rejections: ['query-unknown', 'not-your-query', 'query-closed'],
});

export const reopenQuery = defineCommand({
  service: 'safety',
  name: 'reopen-query',
  route: `POST /${at}/:queryId/reopening`,
  summary: 'The role that asked is not satisfied with the answer, or asks once more',
  request: ReopenQueryCommand,
  result: QueryView,
  roles: openers,
  rejections: ['query-unknown', 'not-your-query', 'query-still-open'],
});

export const listQueries = defineQuery({
  service: 'safety',
  name: 'list-queries',
  route: 'GET /trials/:trialId/queries',
  summary: 'Queries about adverse events at the sites you may see, with what was said',
  request: ListQueries,
  result: QueryPage,
  roles: [...staff, ...openers],
  rejections: ['cursor-not-readable'],
});
