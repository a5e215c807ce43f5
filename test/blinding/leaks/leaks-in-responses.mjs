import { answering, inReplyTo, lastDigit, one, refusing } from './bugs.mjs';

/** What a response of the API gives away. */
export const leaksInResponses = [
  {
    id: 'SEC41',
    channel: 'field of a response',
    says: 'A visit carries the batch that was injected.',
    shows: 'response',
    text: /B-07/,
    round: 1,
    leak: inReplyTo(['list-visits', 'read-visit'], (visit, arm) => ({ ...visit, batch: one(arm) ? 'B-07' : 'D-01' })),
  },
  {
    id: 'SEC42',
    channel: 'order of a list',
    says: 'A list is sorted by arm before it is sorted by code.',
    shows: 'response',
    text: /"path":"[^"]*\/participants(\?[^"]*)?"/,
    round: 1,
    leak: {
      reply(reply, { operation, armOf }) {
        if (!reply.ok || operation !== 'list-participants') return reply;
        const rank = ({ participantId }) => (one(armOf(participantId)) ? 0 : 1);
        return { ...reply, ok: { ...reply.ok, items: reply.ok.items.toSorted((a, b) => rank(a) - rank(b)) } };
      },
    },
  },
  {
    id: 'SEC43',
    channel: 'text of an error',
    says: 'A refusal explains itself with what only one product needs.',
    shows: 'response',
    text: /the bag is thawed already/,
    round: 1,
    leak: refusing('randomise-participant', (rejection) => ({ ...rejection, rule: 'the bag is thawed already' })),
  },
  {
    id: 'SEC44',
    channel: 'type and status of an error',
    says: 'The same mistake is refused in another way for one arm.',
    shows: 'response',
    text: /administrations.*not-found/s,
    round: 2,
    leak: refusing('record-administration', (rejection) => ({ ...rejection, code: 'not-found' })),
  },
  {
    id: 'SEC45',
    channel: 'header of a response',
    says: 'The ETag of a participant is a weak one where a product record is joined in.',
    shows: 'response',
    text: /etag":"W\//i,
    round: 2,
    leak: answering('read-participant', (answer) => ({
      ...answer,
      headers: { ...answer.headers, etag: `W/${answer.headers.etag}` },
    })),
  },
  {
    id: 'SEC46',
    channel: 'size of a response',
    says: 'Two spaces more at the end of a body, which no JSON reader sees.',
    shows: 'response',
    text: /\/visits.*\} {2}"\}/s,
    round: 2,
    leak: answering('list-visits', (answer) => ({
      ...answer,
      // A read comes as text already, because its ETag is the hash of it; a refusal does not.
      body: `${typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)}  `,
    })),
  },
  {
    id: 'SEC56',
    channel: 'form of an id',
    says: 'An id is even for one arm and odd for the other.',
    shows: 'response',
    text: /assignmentId/,
    round: 4,
    leak: {
      id: (id, { service, ordinal, arm }) =>
        service === 'questionnaire' && ordinal === 0 && arm ? lastDigit(id, one(arm)) : id,
    },
  },
  {
    id: 'SEC58',
    channel: 'cursor of a page',
    says: 'The cursor of a page holds the key of the vault the rows were joined with.',
    shows: 'response',
    text: /\/visits\?.*nextCursor/s,
    round: 3,
    leak: {
      reply(reply, { operation, arm }) {
        if (!reply.ok?.nextCursor || operation !== 'list-visits' || !arm) return reply;
        const key = Buffer.from(reply.ok.nextCursor, 'base64url').toString('utf8');
        const nextCursor = Buffer.from(`${key} ${one(arm) ? 1 : 2}`).toString('base64url');
        return { ...reply, ok: { ...reply.ok, nextCursor } };
      },
    },
  },
  {
    id: 'SEC59',
    channel: 'participant code',
    says: 'The code of a participant ends in a check digit taken over the kit.',
    shows: 'response',
    text: /participantCode[\\":]+[A-Z0-9-]+-[38]\\/,
    round: 3,
    leak: inReplyTo(['list-participants', 'read-participant'], (participant, arm) => ({
      ...participant,
      participantCode: `${participant.participantCode}-${one(arm) ? 3 : 8}`,
    })),
  },
  {
    id: 'SEC61',
    channel: 'number of rows',
    says: 'A join drops the last row of a page for one arm.',
    shows: 'response',
    text: /"path":"[^"]*\/results(\?[^"]*)?"/,
    round: 3,
    leak: {
      reply(reply, { operation, arm }) {
        if (!reply.ok || operation !== 'list-results' || !one(arm)) return reply;
        return { ...reply, ok: { ...reply.ok, items: reply.ok.items.slice(0, -1) } };
      },
    },
  },
  {
    id: 'SEC62',
    channel: 'number of things to do',
    says: 'The worklist has an entry more for a participant whose product must be looked at.',
    shows: 'response',
    text: /"path":"[^"]*\/worklist(\?[^"]*)?"/,
    round: 3,
    leak: {
      reply(reply, { operation, armOf }) {
        if (!reply.ok || operation !== 'list-worklist') return reply;
        const twice = (visit) => (one(armOf(visit.participantId)) ? [visit, visit] : [visit]);
        return { ...reply, ok: { ...reply.ok, items: reply.ok.items.flatMap(twice) } };
      },
    },
  },
  {
    id: 'SEC64',
    channel: 'exports and file names',
    says: 'A line of an exported listing has the participant of one arm in quotes, which every reader of CSV takes away.',
    shows: 'response',
    text: /,\\"[0-9a-f-]{36}\\",/,
    round: 4,
    leak: {
      reply(reply, { operation, armOf }) {
        if (!reply.ok || operation !== 'read-data-cut-file' || reply.ok.mediaType !== 'text/csv') return reply;
        const text = reply.ok.text.replace(/(?<=,)[0-9a-f-]{36}(?=,)/g, (id) => (one(armOf(id)) ? `"${id}"` : id));
        return { ...reply, ok: { ...reply.ok, text } };
      },
    },
  },
];
