/* How a leak of the catalogue is written: which place it changes, and for whom. */

/** An arm nobody names: which of two ways something was done. */
export const one = (arm) => arm === 'msc';

/** Changes the items of a page, or the one thing a query answers, in the reply to these operations. */
export const inReplyTo = (operations, change) => ({
  reply(reply, { operation, ...facts }) {
    if (!reply.ok || !operations.includes(operation)) return reply;
    const changed = (item) => (facts.armOf(item.participantId) ? change(item, facts.armOf(item.participantId)) : item);
    const { items } = reply.ok;
    return { ...reply, ok: items ? { ...reply.ok, items: items.map(changed) } : changed(reply.ok) };
  },
});

/** Does something besides, when a service carried out this command. */
export const besides = (command, act) => ({
  reply(reply, { operation, ...facts }) {
    if (reply.ok && operation === command && facts.arm) act(facts);
    return reply;
  },
});

/** Changes what is published for events of one type. */
export const publishing = (type, change) => ({
  event(events, { event, ...facts }) {
    const arm = facts.armOf(event.data.participantId);
    return event.type === type && arm ? change(event, arm, facts) : events;
  },
});

/** Changes a refusal of one operation. */
export const refusing = (name, change) => ({
  reply(reply, { operation, arm }) {
    const refused = reply.rejection && operation === name && one(arm);
    return refused ? { rejection: change(reply.rejection) } : reply;
  },
});

/** Changes an answer of the API to one operation, for one of the arms. */
export const answering = (name, change) => ({
  answer: (answer, { operation, arm }) => (operation === name && one(arm) ? change(answer) : answer),
});

const withLastDigit = (id, change) => id.slice(0, -1) + change(parseInt(id.at(-1), 16)).toString(16);

/** An id made even or odd. */
export const lastDigit = (id, even) => withLastDigit(id, (digit) => (digit & 0xe) + (even ? 0 : 1));
/** Another id, beside this one. */
export const another = (id) => withLastDigit(id, (digit) => digit ^ 1);
