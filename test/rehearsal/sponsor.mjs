import { Temporal } from 'temporal-polyfill';
import { at } from './trial-time.mjs';

/** What the sponsor's people do: take serious events in, pause for them, close expedited assessments. */
export class Sponsor {
  #noticed = new Set();

  constructor(world) {
    this.world = world;
  }

  get #base() {
    return `/trials/${this.world.facts.id}`;
  }

  physician(how) {
    return this.world.api.person('safety-physician', 'safety-physician', how);
  }

  officer() {
    return this.world.api.person('pharmacovigilance-officer', 'pharmacovigilance-officer');
  }

  /** For the safety board: what is known now, frozen with its hash. */
  async cutTheData() {
    const manager = await this.world.api.person('data-manager', 'data-manager');
    return manager.post(`${this.#base}/data-cuts`, { purpose: 'safety-board', reason: 'the board looks at the data' });
  }

  /** Every running clock will ring: the moment it is due belongs on the agenda. */
  async watchClocks() {
    const physician = await this.physician();
    const clocks = await physician.all(`${this.#base}/reporting-clocks`, { quiet: true });
    for (const { clockId, dueAt, state } of clocks) {
      if (state !== 'running' || this.#noticed.has(`${clockId} ${dueAt}`)) continue;
      this.#noticed.add(`${clockId} ${dueAt}`);
      this.world.agenda.note(Temporal.Instant.from(dueAt), `clock ${clockId}`);
    }
  }

  /** What the scripted fate of a person asks for after one of their visits. */
  async afterVisit(work, person, visit) {
    const { seriousReaction, sponsorIsLate } = person.fate;
    if (seriousReaction?.visit === visit.visitCode) await this.#seriousReaction(work, person, seriousReaction);
    if (sponsorIsLate?.visit === visit.visitCode) await this.#lateReceipt(work, person);
  }

  /** A reaction that needs the hospital: 15 days, answered in time or not at all. */
  async #seriousReaction(work, person, { answered }) {
    const reported = await work.reportSeriousReaction(person, {
      term: 'soft-tissue-infection',
      grade: 3,
      seriousness: ['hospitalisation'],
    });
    const path = this.#pathOf(person, reported);
    this.in({ hours: 5 }, `sponsor receives the reaction of ${person.number}`, () =>
      this.#receiveAndReport(path, person, answered ? 'ACCEPTS' : 'REJECTS'),
    );
    if (answered) this.in({ days: 9 }, `assessment of ${person.number}`, () => this.#close(path, 'susar-other'));
  }

  /** A serious event, not caused by the product, that the sponsor learns of after 30 hours: the 24-hour clock is breached. */
  async #lateReceipt(work, person) {
    const reported = await work.reportEvent(person, { term: 'fall', grade: 3, seriousness: ['hospitalisation'] });
    this.in({ hours: 30 }, `late receipt for ${person.number}`, () => this.#receive(this.#pathOf(person, reported)));
  }

  /** A fatal reaction: reported in the evening, received at 23:30 before the clocks change. */
  planDeath(work, person, { on, reportedAt, receivedAt }) {
    const { world } = this;
    const local = (moment) => at(moment.split('T')[0], moment.split('T')[1], work.zone);
    let path = '';
    world.agenda.note(local(reportedAt), `death of ${person.number} reported`, async () => {
      const reported = await work.reportSeriousReaction(person, {
        term: 'sepsis',
        grade: 5,
        seriousness: ['death'],
        outcome: 'fatal',
        onsetOn: on,
      });
      path = this.#pathOf(person, reported);
      await work.end(person, 'died', 'died of sepsis');
    });
    world.agenda.note(local(receivedAt), `death of ${person.number} received`, () => this.#receive(path));
    world.agenda.note(local(receivedAt).add({ hours: 9 }), `pause for the death of ${person.number}`, () =>
      this.#pause(),
    );
    world.agenda.note(local(receivedAt).add({ hours: 24 * 5 }), `assessment of the death of ${person.number}`, () =>
      this.#close(path, 'susar-fatal'),
    );
    world.agenda.note(local(receivedAt).add({ hours: 24 * 10 }), `completion for ${person.number}`, () =>
      this.#close(path, 'susar-completion'),
    );
  }

  /** Signs the pause that the stopping rules of the trial propose, where they propose one. */
  async #pause() {
    const physician = await this.physician({ afresh: true });
    const waiting = (await physician.all(`${this.#base}/pause-proposals?state=waiting`)).filter(
      ({ kind }) => kind === 'pause',
    );
    if (waiting.length === 0) return;
    const { pauseId } = await physician.post(`${this.#base}/randomisation/pauses`, {
      reason: 'a participant died',
      toldToSites: 'the sponsor looks at the safety of the participants',
      proposalIds: waiting.map(({ proposalId }) => proposalId),
    });
    this.in({ minutes: 20 }, 'the pause is over', () => this.#lift(pauseId, waiting));
  }

  async #lift(pauseId, proposals) {
    const physician = await this.physician({ afresh: true });
    const after = await physician.all(`${this.#base}/pause-proposals`);
    this.world.expect(
      'a signed pause answers every proposal that it names',
      proposals.every(({ proposalId }) =>
        after.some((each) => each.proposalId === proposalId && each.pauseId === pauseId && each.state === 'paused'),
      ),
    );
    const { paused } = await physician.get(`${this.#base}/randomisation`);
    this.world.expect('randomisation is paused until the pause is lifted', paused);
    await physician.post(`${this.#base}/randomisation/pauses/${pauseId}/lift`, { reason: 'the cause is known' });
  }

  async #receive(path) {
    const physician = await this.physician();
    await physician.post(`${path}/sponsor-receipt`, {
      receivedAt: this.world.trialTime.now.toString(),
      expectedness: 'unexpected',
    });
  }

  /** A reaction to something masked becomes a case, and goes to a regulator. */
  async #receiveAndReport(path, person, receiver) {
    await this.#receive(path);
    if (!this.world.facts.masked) return;
    const { pharmacovigilance } = this.world;
    const opened = await pharmacovigilance.openCase(await this.physician(), path);
    const reported = await pharmacovigilance.report(person, opened, receiver);
    this.in({ hours: 1 }, `the case of ${person.number} is looked at`, () =>
      pharmacovigilance.settle(opened, receiver, reported),
    );
  }

  async #close(path, clock) {
    const officer = await this.officer();
    await officer.post(`${path}/expedited-assessments`, { clock, reason: 'assessed and reported as the rules ask' });
  }

  in(duration, what, act) {
    const zoned = this.world.trialTime.now.toZonedDateTimeISO(this.world.facts.zone);
    this.world.agenda.note(zoned.add(duration).toInstant(), what, act);
  }

  #pathOf(person, { adverseEventId }) {
    return `${this.#base}/participants/${person.participantId}/adverse-events/${adverseEventId}`;
  }
}
