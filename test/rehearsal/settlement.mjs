/**
 * Settled means (decision 17): every outbox is empty, every bell that is due has rung, and every published event id has
 * an inbox or parked row in each service that subscribes to its type. Sets of ids, never counters. What it has seen it
 * remembers, so each look asks only for what is new; the same sets are the reconciliation at the end.
 *
 * One such look is enough while nobody is asking anything. A service answers with one statement, and an event's inbox row
 * and all that follows from it are one transaction: whatever is still under way goes back, step by step, to an event or a
 * bell that some service had not handled when it answered, and that shows.
 */
export class Settlement {
  constructor(administrator, services) {
    this.administrator = administrator;
    this.services = services.map((name) => ({
      name,
      sent: new Marks(),
      received: new Marks(),
      /** Unknown until it has answered. */
      subscriptions: undefined,
    }));
    /** Event id → its type and who sent it. */
    this.sent = new Map();
    /** Ids of the events that somebody still has to receive, as far as is known. */
    this.awaited = new Set();
    this.parked = new Map();
    this.looks = 0;
  }

  /** Looks until a look finds nothing under way. */
  async settle({ within = 60_000 } = {}) {
    const giveUpAt = Date.now() + within;
    for (;;) {
      const unsettled = await this.#look();
      if (unsettled.length === 0) return;
      if (Date.now() > giveUpAt) throw new Error(`not settled after ${within} ms: ${unsettled.slice(0, 5).join('; ')}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Events nobody received although somebody subscribes, as `type id → service`. */
  undelivered(ids = this.sent.keys()) {
    return [...ids].flatMap((id) => {
      const { type } = this.sent.get(id);
      return this.#without(id, type).map(({ name }) => `${type} ${id} → ${name}`);
    });
  }

  /** Events received that nobody sent. */
  unexplained() {
    return this.services.flatMap(({ name, received }) =>
      received.all.filter(({ eventId }) => !this.sent.has(eventId)).map(({ key }) => `${name} received ${key}`),
    );
  }

  /** The subscribers that have neither handled nor parked an event. */
  #without(id, type) {
    return this.services.filter(
      ({ name, subscriptions, received }) =>
        (subscriptions?.includes(type) ?? true) && !received.has(type, id) && !this.parked.has(`${name} ${type} ${id}`),
    );
  }

  /** What is under way. */
  async #look() {
    this.looks += 1;
    const after = this.services.map(({ name, sent, received }) => `${name}:${sent.upTo}:${received.upTo}`).join(',');
    const progress = await this.administrator.get(`/ops/progress?after=${after}`, { quiet: true });
    const unsettled = [];
    for (const service of this.services) {
      const said = progress.services.find(({ service: name }) => name === service.name);
      unsettled.push(...(said ? await this.#note(service, said) : [`${service.name} gives no answer`]));
    }
    for (const id of this.awaited) if (this.#without(id, this.sent.get(id).type).length === 0) this.awaited.delete(id);
    return [...unsettled, ...this.undelivered(this.awaited)];
  }

  /** Takes in what a service says of itself; the answer is what is still under way there. */
  async #note(service, { subscriptions, sent, sentInAll, received, receivedInAll, outbox, dueDeadlines, parked }) {
    const { name } = service;
    service.subscriptions = subscriptions;
    for (const { eventId, type } of sent) {
      if (!this.sent.has(eventId)) this.awaited.add(eventId);
      this.sent.set(eventId, { type, by: name });
    }
    const complete = [service.sent.take(sent, sentInAll), service.received.take(received, receivedInAll)];
    if (parked > 0) {
      const { items } = await this.administrator.get(`/ops/${name}/parked-messages`, { quiet: true });
      for (const { eventId, type } of items) this.parked.set(`${name} ${type} ${eventId}`, true);
    }
    return [
      ...(complete.every(Boolean) ? [] : [`${name} has more to tell`]),
      ...(outbox > 0 ? [`${name} has ${outbox} events to send`] : []),
      ...(dueDeadlines > 0 ? [`${name} has ${dueDeadlines} bells to ring`] : []),
    ];
  }
}

/** Looking costs the platform time it could use to settle. */
const PAUSE_MS = 20;

/** Of as many sequences some may not have been committed yet when the last one was. */
const A_FEW = 32;

/** The marks of one list, of which every look brings the next few. */
class Marks {
  #seen = new Map();
  #back = A_FEW;
  upTo = 0;

  /** Whether all there are have been seen now. */
  take(marks, inAll) {
    for (const mark of marks) {
      const key = `${mark.type} ${mark.eventId}`;
      this.#seen.set(key, { ...mark, key });
      this.upTo = Math.max(this.upTo, mark.sequence);
    }
    if (this.#seen.size >= inAll) {
      this.#back = A_FEW;
      return true;
    }
    // Sequences are given before the commit, so a lower one may appear after a higher one: a little lower at first, because
    // to begin again costs a look for every page there is, and then lower and lower.
    if (marks.length === 0) {
      this.upTo = Math.max(0, this.upTo - this.#back);
      this.#back *= 8;
    }
    return false;
  }

  has(type, eventId) {
    return this.#seen.has(`${type} ${eventId}`);
  }

  get size() {
    return this.#seen.size;
  }

  get all() {
    return [...this.#seen.values()];
  }
}
