import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { readAccounts } from '../../deploy/identity/accounts.mjs';
import { checkout } from '../../deploy/local/checkout.mjs';
import { stopNats } from '../../deploy/local/nats-server.mjs';
import { startPlatform } from '../../deploy/local/platform.mjs';
import { StackState } from '../../deploy/local/stack-state.mjs';
import { resetStack, startStack } from '../../deploy/local/stack.mjs';
import { Agenda } from './agenda.mjs';
import { Api } from './api.mjs';
import { Chance } from './chance.mjs';
import { checkInvariants } from './invariants.mjs';
import { LiveListener } from './live-listener.mjs';
import { Mishaps } from './mishaps.mjs';
import { PROCESSES, SERVICES } from './platform-parts.mjs';
import { gatherReport } from './report-facts.mjs';
import { cast, machineTrouble, screenFailures } from './scenario.mjs';
import { Settlement } from './settlement.mjs';
import { SiteWork } from './site-work.mjs';
import { Sponsor } from './sponsor.mjs';
import { TrialTime, at } from './trial-time.mjs';
import { trialFacts } from './trial-facts.mjs';

const SLOT = 'rehearsal';
const INSTANCES = PROCESSES.map((name) => `${name}-1`);

/** Delivery is patient in production and brisk here: a rehearsal waits for no minutes. */
const BRISK = {
  RETRY_BACKOFF_MS: '40,80,160,320,640,1280,2560,5000',
  ACK_WAIT_MS: '4000',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SEAL_EVERY_MS: '1000',
};

/** One run of the whole trial on a platform of its own. */
export class World {
  transcript = [];
  expectations = [];
  agenda = new Agenda();

  /** @param {{ seed: string, participants: number, swapArms: boolean, onProgress: (done: number, left: number) => void, distribution?: string }} options */
  constructor(options) {
    Object.assign(this, options);
    this.facts = trialFacts(checkout);
    this.chance = new Chance(options.seed);
    this.trialTime = { text: 'before' };
  }

  /** Starts everything, lives through the trial, and answers with the report and the invariants. */
  async run() {
    const began = Date.now();
    await this.#open();
    const ready = Date.now();
    try {
      await this.#live();
      await this.live.close();
      const report = await gatherReport(this);
      const invariants = await checkInvariants(this);
      return {
        report,
        invariants,
        transcript: this.transcript,
        heard: this.live.heard,
        events: await this.mishaps.idsInStreams(),
        logs: this.#logs(),
        memoryMb: this.#residentMemory(),
        seconds: { starting: (ready - began) / 1_000, trial: (Date.now() - ready) / 1_000 },
        counts: {
          steps: this.trialTime.steps,
          looks: this.settlement.looks,
          exchanges: this.transcript.length,
          events: this.settlement.sent.size,
        },
      };
    } finally {
      if (!this.keep) await this.close();
    }
  }

  async close() {
    await this.live?.close();
    await this.platform?.stop();
  }

  /** Waits until nothing is under way any more. */
  settle() {
    return this.settlement.settle();
  }

  /** Something a rehearsal insists on: it is in the report, and a failure fails the run. */
  expect(what, holds) {
    this.expectations.push({ what, holds });
  }

  async #open() {
    const quiet = () => undefined;
    await resetStack({ slot: SLOT, log: quiet });
    this.stack = await startStack({ slot: SLOT, log: quiet });
    rmSync(join(this.stack.folder, 'logs'), { recursive: true, force: true });
    mkdirSync(join(this.stack.folder, 'logs'), { recursive: true });
    this.platform = await startPlatform({
      stack: this.stack,
      virtualClock: true,
      seed: this.seed,
      extraEnvironment: { ...BRISK, ...this.environment },
      distribution: this.distribution,
      log: quiet,
    });
    const { gatewayUrl, issuerUrl } = this.platform;
    this.api = new Api({
      gatewayUrl,
      issuerUrl,
      seed: this.seed,
      transcript: this.transcript,
      now: () => this.trialTime.text,
    });
    this.administrator = await this.api.person('administrator', 'administrator');
    this.trialTime = new TrialTime(this.administrator, INSTANCES);
    this.settlement = new Settlement(this.administrator, SERVICES);
    this.sponsor = new Sponsor(this);
    this.mishaps = new Mishaps({ stack: this.stack, platform: this.platform, restartNats: () => this.#restartNats() });
    this.work = Object.fromEntries(this.facts.sites.map((site) => [site, new SiteWork(this, site)]));
  }

  async #restartNats() {
    await stopNats(new StackState(this.stack.folder));
    await startStack({ slot: SLOT, log: () => undefined });
  }

  async #live() {
    await this.trialTime.stepTo(Temporal.Instant.from('2025-01-06T07:00:00Z'));
    await this.#grantAccess();
    this.live = await LiveListener.open(this, ['monitor', 'investigator-umcu', 'study-nurse-lumc']);
    await this.#sealTheList();
    this.people = cast(this.participants, this.facts.sites);
    this.failures = screenFailures(this.facts.sites).map((person) => ({ ...person, fate: {} }));
    for (const person of this.failures) this.#planScreenFailure(person);
    for (const person of this.people) this.#planEnrolment(person);
    this.#planMachineTrouble();
    await this.#keepAgenda();
  }

  /** Steps time to whatever is next, lets the platform settle, and has the people act. */
  async #keepAgenda() {
    for (let done = 0; ; ) {
      const next = this.agenda.takeNext();
      if (!next) break;
      await this.trialTime.stepTo(next.at);
      await this.settle();
      const acts = next.due.filter(({ act }) => act !== undefined);
      for (const { what, act } of acts) {
        await act().catch((error) => {
          throw new Error(`${next.at} ${what}: ${error.message}`, { cause: error });
        });
      }
      if (acts.length > 0) {
        await this.settle();
        await this.sponsor.watchClocks();
      }
      done += next.due.length;
      this.onProgress(done, this.agenda.left);
    }
  }

  async #grantAccess() {
    const { accounts } = readAccounts();
    for (const { username, role, sites, organisation, zone } of accounts.filter(
      (account) => account.role !== 'participant',
    )) {
      await this.administrator.post(`/trials/${this.facts.id}/access-grants`, {
        personId: username,
        role,
        sites,
        organisation,
        zone,
        from: '2025-01-01T00:00:00Z',
      });
    }
  }

  async #grantParticipant(person) {
    await this.administrator.post(`/trials/${this.facts.id}/access-grants`, {
      personId: person.account,
      role: 'participant',
      sites: [person.site],
      organisation: 'participant',
      zone: this.facts.zone,
      from: this.trialTime.now.toString(),
      participantId: person.participantId,
    });
  }

  /** The list statistician makes the list, finds the checksum again and seals. Arms swapped: the same seed gives every row the other arm. */
  async #sealTheList() {
    const statistician = await this.api.person('list-statistician', 'list-statistician');
    const { listId, checksum } = await statistician.post(`/trials/${this.facts.id}/randomisation-lists`, {
      arms: this.swapArms ? [...this.facts.arms].reverse() : this.facts.arms,
      blockSizes: [{ size: 4 }, { size: 6 }],
      length: this.facts.listLength,
      seed: this.chance.hex('randomisation list'),
    });
    await statistician.post(`/trials/${this.facts.id}/randomisation-lists/${listId}/seal`, { checksum });
    await this.settle();
  }

  #planScreenFailure(person) {
    const work = this.work[person.site];
    this.#noteAt(person.screenedOn, '09:10', `screen ${person.number}`, async () => {
      await work.screen(person, person.screenedOn);
      await this.settle();
      await work.assess(person, person.fails);
    });
  }

  #planEnrolment(person) {
    const work = this.work[person.site];
    const screenedOn = person.treatedOn.subtract({ days: 6 });
    this.#noteAt(screenedOn, '10:00', `screen ${person.number}`, async () => {
      await work.screen(person, screenedOn.toString());
      await this.#grantParticipant(person);
    });
    this.#noteAt(person.treatedOn, '08:00', `randomise ${person.number}`, async () => {
      await work.assess(person);
      await work.randomise(person);
    });
    const firstInjectionAt = at(person.treatedOn, '10:00', this.facts.zone).add({ minutes: person.number });
    this.#noteAt(person.treatedOn, '11:00', `treat ${person.number}`, () => work.treat(person, firstInjectionAt));
    const { dies } = person.fate;
    if (dies) this.sponsor.planDeath(work, person, dies);
  }

  /** Notes the opening and closing of every window, and when the person comes. */
  planVisits(work, person) {
    for (const visit of person.visits) {
      for (const edge of ['opensAt', 'closesAt']) {
        this.agenda.note(Temporal.Instant.from(visit[edge]), `${edge} ${visit.visitCode} of ${person.number}`);
      }
      const comesAt = this.#comesAt(person, visit);
      this.agenda.note(comesAt, `${visit.visitCode} of ${person.number}`, () => this.#visitDay(work, person, visit));
    }
  }

  /** A day or two around the target, the same for a whole group; in the morning. */
  #comesAt(person, visit) {
    const target = Temporal.Instant.from(visit.targetAt);
    if (visit.visitCode === 'H48') return target.add({ hours: 1 });
    const late =
      person.fate.comesLate?.visit === visit.visitCode
        ? person.fate.comesLate.days
        : this.chance.whole(-1, 2, 'day', person.group, visit.visitCode);
    const day = target.toZonedDateTimeISO(this.facts.zone).toPlainDate().add({ days: late });
    return at(day, '10:30', this.facts.zone);
  }

  async #visitDay(work, person, visit) {
    if (person.ended) return;
    const { fate } = person;
    if (fate.missesVisit === visit.visitCode) return work.miss(person, visit);
    const trouble = machineTrouble.killWhileResultsArrive;
    if (trouble.participant === person.number && trouble.visit === visit.visitCode)
      await this.#killAround(() => work.visit(person, visit));
    else await work.visit(person, visit);
    await this.#afterVisit(work, person, visit);
  }

  async #afterVisit(work, person, visit) {
    const { fate } = person;
    await this.sponsor.afterVisit(work, person, visit);
    if (fate.withdraws?.after === visit.visitCode) await work.end(person, 'withdrawn', 'travelling is too much');
    if (fate.isLost?.after === visit.visitCode) await work.end(person, 'lost', 'moved away, no answer to letters');
    if (visit.visitCode === person.visits.at(-1).visitCode) await work.end(person, 'completed', 'last visit done');
  }

  /** A consumer is killed while results arrive and starts again; the results must be handled all the same, once. */
  async #killAround(act) {
    this.mishaps.note(this.trialTime.now, 'safety killed with SIGKILL while results arrive, and started again');
    const restarting = this.mishaps.killAndRestart('safety');
    await act();
    await restarting;
    await this.settle();
  }

  #planMachineTrouble() {
    const { flushRedisBefore, restartNatsOn, deliverAgainOn } = machineTrouble;
    this.#noteLocal(flushRedisBefore, 'flush Redis', async () => {
      this.mishaps.note(this.trialTime.now, 'Redis flushed');
      await this.mishaps.flushRedis();
    });
    this.#noteLocal(restartNatsOn, 'restart NATS', async () => {
      this.mishaps.note(this.trialTime.now, 'NATS restarted');
      await this.mishaps.restartNats();
      await this.settle();
    });
    for (const moment of deliverAgainOn) {
      this.#noteLocal(moment, 'deliver again', async () => {
        const again = await this.mishaps.deliverAgain(40);
        this.mishaps.note(this.trialTime.now, `${again} events delivered a second time`);
        await this.settle();
      });
    }
  }

  #noteAt(day, time, what, act) {
    this.agenda.note(at(day, time, this.facts.zone), what, act);
  }

  #noteLocal(moment, what, act) {
    const [day, time] = moment.split('T');
    this.#noteAt(day, time, what, act);
  }

  #logs() {
    return Object.fromEntries(
      PROCESSES.map((name) => {
        return [name, readFileSync(this.platform.processes[name].logFile, 'utf8').split('\n').filter(Boolean)];
      }),
    );
  }

  /** Resident memory of the six services together. */
  #residentMemory() {
    const pages = PROCESSES.map((name) => this.platform.processes[name].pid).map((pid) => {
      const [, line] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(line ?? 0);
    });
    return Math.round(pages.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1_024);
  }
}
