/** What is still to be done and when, in trial time. Equal times keep the order in which they were noted. */
export class Agenda {
  #entries = [];
  #noted = 0;

  /** Without an act it is a moment at which the platform itself has something due. */
  note(at, what, act) {
    this.#entries.push({ at, what, act, order: (this.#noted += 1) });
    this.#entries.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds || a.order - b.order);
  }

  /** Everything due at the next moment, taken off the agenda; undefined when nothing is left. */
  takeNext() {
    const [first] = this.#entries;
    if (!first) return undefined;
    const due = this.#entries.filter(({ at }) => at.epochMilliseconds === first.at.epochMilliseconds);
    this.#entries = this.#entries.slice(due.length);
    return { at: first.at, due };
  }

  get left() {
    return this.#entries.length;
  }
}
