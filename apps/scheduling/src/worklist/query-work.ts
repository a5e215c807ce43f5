import { queryAnswered, queryClosed, queryOpened, type DataOf } from '@trial/contracts';
import { endOfDayAfter } from '../domain/worklist/work-due.js';
import { ending, on, type WorkRule } from './work-rule.js';

/** How long a query may wait, no trial file says: this is what the platform asks for, in civil days of the site. */
const DAYS_TO_ANSWER = 7;
const DAYS_TO_LOOK = 7;

type Opener = DataOf<typeof queryOpened>['openerRole'];
/** The work list names a query by the field it is about. */
const asked = (field: string | null): string => field ?? 'adverse-event';

/** One rule for each role that asks: each looks at the answers to its own questions. */
const answerToLookAt = (role: Opener): WorkRule => ({
  code: `query-answer-${role}`,
  thing: 'query-answer',
  kind: 'query',
  roles: [role],
  text: 'The answer to a query is looked at: it closes the query, or the query is opened again.',
  source: () => 'ICH E6(R3) 4.2.4',
  stopsWithParticipation: false,
  begins: on(queryAnswered, ({ data: { openerRole, answerId, field, adverseEventId }, at, zone }) =>
    openerRole === role
      ? [{ about: answerId, what: asked(field), dueAt: endOfDayAfter(at, DAYS_TO_LOOK, zone), adverseEventId }]
      : [],
  ),
  ends: [
    on(queryClosed, ({ data: { answerId } }) => (answerId === null ? [] : [answerId])),
    on(queryOpened, ({ data: { insufficientAnswerId } }) =>
      insufficientAnswerId === null ? [] : [insufficientAnswerId],
    ),
  ],
});

/** What is asked waits for the site, what was answered for the role that asked; asked again is another thing to do. */
export const queryWork: readonly WorkRule[] = [
  {
    code: 'query-to-answer',
    thing: 'query',
    kind: 'query',
    roles: ['investigator', 'study-nurse'],
    text: 'A query about an adverse event is answered by the site within seven days.',
    source: () => 'ICH E6(R3) 4.2.4',
    stopsWithParticipation: false,
    begins: on(queryOpened, ({ data: { askId, field, adverseEventId }, at, zone }) => [
      { about: askId, what: asked(field), dueAt: endOfDayAfter(at, DAYS_TO_ANSWER, zone), adverseEventId },
    ]),
    ends: ending(({ askId }: { askId: string }) => askId, queryAnswered, queryClosed),
  },
  answerToLookAt('monitor'),
  answerToLookAt('data-manager'),
  answerToLookAt('safety-physician'),
];
