import { another, one, publishing } from './bugs.mjs';

const VISIT_DONE = 'scheduling.visit.done.v1';
const RESPONSE_SUBMITTED = 'questionnaire.response.submitted.v1';

/** What events give away, in a stream or to those who listen. */
export const leaksInEvents = [
  {
    id: 'SEC47',
    channel: 'number of events',
    says: 'One arm has an event more, without a word in it.',
    shows: 'event',
    text: /scheduling\.visit\.seen\.v1/,
    leavesTrace: 'how many events a service ever sent',
    leak: publishing(VISIT_DONE, (event, arm) =>
      one(arm) ? [event, { ...event, id: another(event.id), type: 'scheduling.visit.seen.v1' }] : [event],
    ),
  },
  {
    id: 'SEC48',
    channel: 'payload of an event',
    says: 'An event repeats who prepared the product.',
    shows: 'event',
    text: /preparedBy/,
    round: 1,
    leak: publishing(VISIT_DONE, (event, arm) => [
      { ...event, data: { ...event.data, preparedBy: one(arm) ? 'facility' : 'pharmacy' } },
    ]),
  },
  {
    id: 'SEC49',
    channel: 'subject of an event',
    says: 'The subject of an event leads to the product.',
    shows: 'live event',
    text: /[0-9a-f-]{36}\/1"/,
    round: 2,
    leak: publishing(RESPONSE_SUBMITTED, (event, arm) => [
      { ...event, subject: one(arm) ? event.subject : `${event.subject}/1` },
    ]),
  },
  {
    id: 'SEC50',
    channel: 'order of events',
    says: 'One arm is planned in another order: the same events, the first of them last.',
    shows: 'order of events',
    round: 1,
    leak: publishing('scheduling.visit.planned.v1', (event, arm, { hold }) => {
      if (!one(arm) || event.data.visitCode !== 'H48') return [event];
      hold(event);
      return [];
    }),
  },
  {
    id: 'SEC51',
    channel: 'live events',
    says: 'A comment before a live event, which no client shows.',
    shows: 'live event',
    text: /\n: *\n|^: *\n/,
    round: 2,
    leak: {
      live: (message, { armOf }) => (one(armOf(message.data.subject)) ? { ...message, comment: '' } : message),
    },
  },
  {
    id: 'SEC57',
    channel: 'time stamps',
    says: 'A moment is a millisecond later where something else was done first.',
    shows: 'event',
    text: /\.001Z/,
    round: 3,
    leak: publishing(RESPONSE_SUBMITTED, (event, arm) => [
      { ...event, time: one(arm) ? event.time.replace('.000Z', '.001Z') : event.time },
    ]),
  },
];
