import { Temporal } from 'temporal-polyfill';
import { readAccounts } from '../../deploy/identity/accounts.mjs';
import { LiveListener } from './live-listener.mjs';
import { BEGINNING, cast, machineTrouble, screenFailures } from './scenario.mjs';
import { at } from './trial-time.mjs';
import { VisitDays } from './visit-days.mjs';

/** What happens in a world, and when: access, the list, everybody's way through the trial, and what goes wrong. */
export class Life {
  constructor(world) {
    this.world = world;
    this.visitDays = new VisitDays(world);
  }

  /** From the first grant to the last visit of the last participant. */
  async begin() {
    const { facts } = this.world;
    await this.world.trialTime.stepTo(Temporal.Instant.from(BEGINNING));
    await this.grantAccess();
    this.listener = await LiveListener.open(this.world, [
      'monitor',
      `investigator-${facts.sites[0].toLowerCase()}`,
      `study-nurse-${facts.sites.at(-1).toLowerCase()}`,
    ]);
    await this.sealTheList();
    await this.world.cellFacility.stockTheFreezer();
    this.people = cast(this.world.participants, facts.sites);
    this.failures = screenFailures(facts.sites, facts.failures).map((person) => ({ ...person, fate: {} }));
    for (const person of this.failures) this.#planScreenFailure(person);
    for (const person of this.people) this.#planEnrolment(person);
    this.#planMachineTrouble();
    this.world.cellFacility.planQuarantine(this.people);
    await this.#keepAgenda();
  }

  /** Steps time to whatever is next, lets the platform settle, and has the people act. */
  async #keepAgenda() {
    for (let done = 0; ;) {
      const next = this.world.agenda.takeNext();
      if (!next) break;
      await this.world.trialTime.stepTo(next.at);
      await this.world.settle();
      const acts = next.due.filter(({ act }) => act !== undefined);
      if (acts.length > 0) {
        await this.#live(next.at, acts);
        await this.world.sponsor.watchClocks();
      }
      done += next.due.length;
      this.world.onProgress(done, this.world.agenda.left);
    }
  }

  /**
   * What several people do at one time. Where an act yields, its person waits until the platform has settled: so all of
   * them go on to their next part together, and one wait serves them all.
   */
  async #live(at, acts) {
    let going = acts.map(({ what, act }) => ({ what, parts: partsOf(act) }));
    while (going.length > 0) {
      const further = [];
      for (const { what, parts } of going) {
        const { done } = await parts.next().catch((error) => {
          throw new Error(`${at} ${what}: ${error.message}`, { cause: error });
        });
        if (!done) further.push({ what, parts });
      }
      await this.world.settle();
      going = further;
    }
  }

  /** The first lines of the delegation log: everybody but the participants. */
  async grantAccess() {
    const { accounts } = readAccounts(this.world.facts.id);
    for (const { username, role, sites, organisation, zone } of accounts.filter(
      (account) => account.role !== 'participant',
    )) {
      await this.world.administrator.post(`/trials/${this.world.facts.id}/access-grants`, {
        personId: username,
        role,
        sites,
        organisation,
        zone,
        from: '2025-01-01T00:00:00Z',
      });
    }
  }

  /** Access of a participant to their own record; the answer is the line of the delegation log. */
  grantParticipant(person) {
    return this.world.administrator.post(`/trials/${this.world.facts.id}/access-grants`, {
      personId: person.account,
      role: 'participant',
      sites: [person.site],
      organisation: 'participant',
      zone: this.world.facts.zones[person.site],
      from: this.world.trialTime.now.toString(),
      participantId: person.participantId,
    });
  }

  /** A list statistician makes the list; a second one finds the checksum again and seals. Arms swapped: the same seed gives every row the other arm. */
  async sealTheList() {
    const statistician = await this.world.api.person('list-statistician', 'list-statistician');
    const { listId, checksum } = await statistician.post(`/trials/${this.world.facts.id}/randomisation-lists`, {
      arms: this.world.swapArms ? [...this.world.facts.arms].reverse() : this.world.facts.arms,
      blockSizes: this.world.facts.blockSizes,
      length: this.world.facts.listLength,
      seed: this.world.chance.hex('randomisation list'),
    });
    const second = await this.world.api.person('second-list-statistician', 'list-statistician');
    await second.post(`/trials/${this.world.facts.id}/randomisation-lists/${listId}/seal`, { checksum });
    await this.world.settle();
  }

  #planScreenFailure(person) {
    const work = this.world.work[person.site];
    this.#noteAt(person.site, person.screenedOn, '09:10', `screen ${person.number}`, async function* () {
      yield* work.screen(person, person.screenedOn);
      yield;
      await work.assess(person, person.fails);
    });
  }

  #planEnrolment(person) {
    const work = this.world.work[person.site];
    const screenedOn = person.treatedOn.subtract({ days: 6 });
    const grantAccess = () => this.grantParticipant(person);
    const { baselineVisit } = this.world.facts;
    this.#noteAt(person.site, screenedOn, '10:00', `screen ${person.number}`, async function* () {
      yield* work.screen(person, screenedOn.toString());
      await grantAccess();
    });
    this.#noteAt(person.site, person.treatedOn, '08:00', `randomise ${person.number}`, async function* () {
      if (baselineVisit) {
        await work.attendBeforeTreatment(person, baselineVisit);
        await work.answerForms(person, { visitCode: baselineVisit });
        await work.localToxicity.fillIn(person, baselineVisit);
        // Whether a reminder of these forms still goes out at this moment would else be a matter of microseconds.
        yield;
      }
      await work.assess(person);
      yield* work.randomise(person);
    });
    const firstGivenAt = at(person.treatedOn, '10:00', work.zone).add({ minutes: person.group });
    this.#noteAt(person.site, person.treatedOn, '11:00', `treat ${person.number}`, () =>
      work.treat(person, firstGivenAt),
    );
    const { dies } = person.fate;
    if (dies) this.world.sponsor.planDeath(work, person, dies);
  }

  /** Notes on the agenda what the plan of a person brings. */
  planVisits(work, person) {
    this.visitDays.plan(work, person);
  }

  #planMachineTrouble() {
    const { world } = this;
    const { mishaps } = world;
    const { flushRedisBefore, restartNatsOn, deliverAgainOn } = machineTrouble;
    this.#noteLocal(flushRedisBefore, 'flush Redis', async () => {
      mishaps.note(world.trialTime.now, 'Redis flushed');
      await mishaps.flushRedis();
    });
    this.#noteLocal(restartNatsOn, 'restart NATS', async () => {
      mishaps.note(world.trialTime.now, 'NATS restarted');
      await mishaps.restartNats();
    });
    for (const moment of deliverAgainOn) {
      this.#noteLocal(moment, 'deliver again', async () => {
        const again = await mishaps.deliverAgain(40);
        mishaps.note(world.trialTime.now, `${again} events delivered a second time`);
      });
    }
  }

  #noteAt(site, day, time, what, act) {
    this.world.agenda.note(at(day, time, this.world.facts.zones[site]), what, act);
  }

  #noteLocal(moment, what, act) {
    const [day, time] = moment.split('T');
    this.#noteAt(this.world.facts.sites[0], day, time, what, act);
  }
}

/** An act with waits in it is a generator; one without is any promise. */
async function* partsOf(act) {
  const done = act();
  if (Symbol.asyncIterator in done) yield* done;
  else await done;
}
