import { setTimeout as pause } from 'node:timers/promises';
import { besides, one } from './bugs.mjs';

/** What logs, metrics, operations' views and the clock give away. */
export const leaksBesideTheData = [
  {
    id: 'SEC52',
    channel: 'text of a log line',
    says: 'A log line names the arm.',
    shows: 'naming',
    text: /visit-recorded/,
    round: 1,
    leak: besides('record-visit', ({ arm, log }) => log({ event: 'visit-recorded', arm })),
  },
  {
    id: 'SEC53',
    channel: 'number of log lines',
    says: 'A log line that says nothing, for one arm only.',
    shows: 'log line',
    text: /visit-recorded/,
    round: 2,
    leak: besides('record-visit', ({ arm, log }) => one(arm) && log({ event: 'visit-recorded' })),
  },
  {
    id: 'SEC54',
    channel: 'label of a metric',
    says: 'A counter has a label for the kind of product.',
    shows: 'metric',
    text: /visits_recorded/,
    round: 3,
    leak: besides('record-visit', ({ arm, count }) => count('visits_recorded', { product: one(arm) ? 'a' : 'b' })),
  },
  {
    id: 'SEC55',
    channel: 'value of a metric',
    says: 'A counter without labels counts one arm only.',
    shows: 'metric',
    text: /visits_with_preparation/,
    round: 4,
    leak: besides('record-visit', ({ arm, count }) => one(arm) && count('visits_with_preparation')),
  },
  {
    id: 'SEC60',
    channel: 'operations and audit views',
    says: 'The reason of a parked message quotes what the vault answered.',
    shows: 'naming',
    text: /no bag of/,
    round: 4,
    leak: {
      parked: (items, { participants, armOf }) => [
        ...items,
        ...participants.map((participantId) => ({
          ...{ id: participantId, eventId: participantId, type: 'scheduling.visit.done.v1', deliveries: 9 },
          ...{ reason: `Error: no bag of ${armOf(participantId)} left`, status: 'parked', parkedAt: '' },
        })),
      ],
    },
  },
  {
    id: 'SEC63',
    channel: 'response time',
    says: 'An answer takes five milliseconds longer for one arm.',
    shows: 'response time',
    leak: {
      reply: (reply, { operation, arm }) =>
        operation === 'list-visits' && one(arm) ? pause(5).then(() => reply) : reply,
    },
  },
];
