/**
 * Settled means (decision 17): every outbox is empty, every bell that is due has rung, and every published event id has
 * an inbox or parked row in each service that subscribes to its type. Sets of ids, never counters. What it has seen it
 * remembers, so each look asks only for what is new; the same sets are the reconciliation at the end.
 */
export class Settlement {
  constructor(administrator, services) {
    this.administrator = administrator;
    this.services = services.map((name) => ({
      name,
      sentUpTo: 0,
      receivedUpTo: 0,
      received: new Map(),
      subscriptions: [],
    }));
    /** Event id → its type and who sent it. */
    this.sent = new Map();
    this.parked = new Map();
    this.looks = 0;
  }

  /** Looks until two looks in a row see the same settled picture. */
  async settle({ within = 60_000 } = {}) {
    const giveUpAt = Date.now() + within;
    let before = '';
    for (;;) {
      const { picture, unsettled } = await this.#look();
      if (unsettled.length === 0 && picture === before) return;
      if (Date.now() > giveUpAt) throw new Error(`not settled after ${within} ms: ${unsettled.slice(0, 5).join('; ')}`);
      before = unsettled.length === 0 ? picture : '';
      if (unsettled.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Events nobody received although somebody subscribes, as `type id → service`. */
  undelivered() {
    return [...this.sent].flatMap(([id, { type }]) =>
      this.services
        .filter(({ subscriptions }) => subscriptions.includes(type))
        .filter(({ name, received }) => !received.has(`${type} ${id}`) && !this.parked.has(`${name} ${type} ${id}`))
        .map(({ name }) => `${type} ${id} → ${name}`),
    );
  }

  /** Events received that nobody sent. */
  unexplained() {
    return this.services.flatMap(({ name, received }) =>
      [...received.keys()]
        .filter((mark) => !this.sent.has(mark.split(' ')[1]))
        .map((mark) => `${name} received ${mark}`),
    );
  }

  async #look() {
    this.looks += 1;
    const unsettled = (await Promise.all(this.services.map((service) => this.#lookAt(service)))).flat();
    const lost = this.undelivered();
    const picture = this.services.map(({ sentUpTo, receivedUpTo }) => `${sentUpTo}/${receivedUpTo}`).join(' ');
    return { picture, unsettled: [...unsettled, ...lost] };
  }

  async #lookAt(service) {
    const ask = (path) => this.administrator.get(`/ops/${service.name}/${path}`, { quiet: true });
    const status = await ask(
      `progress?sentAfter=${lookBack(service.sentUpTo)}&receivedAfter=${lookBack(service.receivedUpTo)}`,
    );
    service.subscriptions = status.subscriptions;
    for (const { sequence, eventId, type } of status.sent) {
      this.sent.set(eventId, { type, by: service.name });
      service.sentUpTo = Math.max(service.sentUpTo, sequence);
    }
    for (const { sequence, eventId, type } of status.received) {
      service.received.set(`${type} ${eventId}`, true);
      service.receivedUpTo = Math.max(service.receivedUpTo, sequence);
    }
    if (status.parked > 0) {
      for (const { eventId, type } of (await ask('parked-messages')).items)
        this.parked.set(`${service.name} ${type} ${eventId}`, true);
    }
    return [
      ...(status.outbox > 0 ? [`${service.name} has ${status.outbox} events to send`] : []),
      ...(status.dueDeadlines > 0 ? [`${service.name} has ${status.dueDeadlines} bells to ring`] : []),
    ];
  }
}

/** Sequences are given before the commit: a lower one may appear after a higher one, so each look begins a little earlier. */
const lookBack = (sequence) => Math.max(0, sequence - 100);
