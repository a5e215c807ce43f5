import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { stopNats } from '../../deploy/local/nats-server.mjs';
import { startPlatform } from '../../deploy/local/platform.mjs';
import { StackState } from '../../deploy/local/stack-state.mjs';
import { resetStack, startStack, stopStack } from '../../deploy/local/stack.mjs';
import { Agenda } from './agenda.mjs';
import { Api } from './api.mjs';
import { Chance } from './chance.mjs';
import { checkInvariants } from './invariants.mjs';
import { Life } from './life.mjs';
import { Mishaps } from './mishaps.mjs';
import { PROCESSES, SERVICES } from './platform-parts.mjs';
import { gatherReport } from './report-facts.mjs';
import { Settlement } from './settlement.mjs';
import { SiteWork } from './site-work.mjs';
import { Pharmacovigilance, Receivers } from './pharmacovigilance.mjs';
import { Sponsor } from './sponsor.mjs';
import { CellFacility } from './cell-facility.mjs';
import { TrialTime } from './trial-time.mjs';
import { trialFacts } from './trial-facts.mjs';

const INSTANCES = PROCESSES.map((name) => `${name}-1`);

/** Delivery is patient in production and brisk here: a rehearsal waits for no minutes. */
const BRISK = {
  RETRY_BACKOFF_MS: '40,80,160,320,640,1280,2560,5000',
  ACK_WAIT_MS: '4000',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SEAL_EVERY_MS: '5000',
};

const quiet = () => undefined;

/** One run of the whole trial on a platform of its own. */
export class World {
  transcript = [];
  expectations = [];
  /** Who got which arm, as pharmacists were told, in the order of randomisation. */
  allocated = [];
  agenda = new Agenda();

  /** @param {{ trial?: string, seed: string, participants: number, swapArms: boolean, slot: string, onProgress: (done: number, left: number) => void, distribution?: string, keepGolden?: boolean }} options */
  constructor(options) {
    Object.assign(this, options);
    this.facts = trialFacts(checkout, options.trial);
    this.chance = new Chance(options.seed);
    this.trialTime = { text: 'before' };
  }

  /** The data cut of the end, made once. */
  dataCut() {
    return (this.cut ??= this.sponsor.cutTheData());
  }

  /** Lives through the trial on an open platform, and answers with the report and the invariants. */
  async run() {
    const began = Date.now();
    try {
      await this.life.begin().catch((error) => (this.brokeOff = error));
      await this.life.listener?.close();
      const report = this.brokeOff ? undefined : await gatherReport(this);
      const invariants = await checkInvariants(this);
      return {
        report,
        invariants,
        mishaps: this.mishaps.log,
        transcript: this.transcript,
        heard: this.life.listener?.heard ?? {},
        events: await this.mishaps.idsInStreams(),
        logs: this.#logs(),
        memoryMb: this.#residentMemory(),
        seconds: { starting: this.secondsToReady, trial: (Date.now() - began) / 1_000 },
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

  /** Stops the platform and its servers. */
  async close() {
    // What is being opened is closed when it is open: nothing may go on starting behind our back.
    await this.opening?.catch(() => undefined);
    await this.life?.listener?.close();
    await this.platform?.stop();
    await this.receivers?.stop();
    await stopStack({ slot: this.slot, log: quiet });
  }

  get people() {
    return this.life.people ?? [];
  }

  /** Waits until nothing is under way any more. */
  settle() {
    return this.settlement.settle();
  }

  /** Something a rehearsal insists on: it is in the report, and a failure fails the run. */
  expect(what, holds) {
    this.expectations.push({ what, holds });
  }

  /** Starts everything, on empty servers. */
  open() {
    this.opening = this.#open();
    return this.opening;
  }

  async #open() {
    const began = Date.now();
    await resetStack({ slot: this.slot, log: quiet });
    this.stack = await startStack({ slot: this.slot, log: quiet });
    rmSync(join(this.stack.folder, 'logs'), { recursive: true, force: true });
    mkdirSync(join(this.stack.folder, 'logs'), { recursive: true });
    this.receivers = await Receivers.start(this.distribution);
    this.platform = await startPlatform({
      stack: this.stack,
      virtualClock: true,
      seed: this.seed,
      extraEnvironment: { ...BRISK, ...this.receivers.environment, ...this.environment },
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
    this.pharmacovigilance = new Pharmacovigilance(this);
    this.cellFacility = new CellFacility(this);
    this.mishaps = new Mishaps({ stack: this.stack, platform: this.platform, restartNats: () => this.#restartNats() });
    this.life = new Life(this);
    this.work = Object.fromEntries(this.facts.sites.map((site) => [site, new SiteWork(this, site)]));
    this.secondsToReady = (Date.now() - began) / 1_000;
  }

  async #restartNats() {
    await stopNats(new StackState(this.stack.folder));
    await startStack({ slot: this.slot, log: quiet });
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
