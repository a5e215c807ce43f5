import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../deploy/local/checkout.mjs';
import { CaseReceiver } from '../support/case-receiver.mjs';

/** What the receiver that rejects does not like: it takes what says that it was corrected. */
const REFUSAL = 'The words of the reporter are missing';
const CORRECTED = 'In the words of the reporter:';
const PATIENCE_MS = 30_000;

/** Two receivers of cases: one takes whatever has no fault, the other rejects first. */
export class Receivers {
  static async start(distribution = 'dist') {
    const receivers = new Receivers();
    const built = (path) => import(pathToFileURL(resolve(checkout, distribution, path)).href);
    const { checkFile } = await built('apps/safety/src/icsr-files/check-file.js');
    const { instant } = await built('libs/kernel/src/index.js');
    const faultsIn = (text) =>
      checkFile('received.xml', Buffer.from(text), instant('2100-01-01T00:00:00Z'), undefined)
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
    receivers.accepting = await CaseReceiver.start(faultsIn);
    receivers.rejecting = await CaseReceiver.start((text) => (text.includes(CORRECTED) ? faultsIn(text) : [REFUSAL]));
    return receivers;
  }

  /** What the safety service is told of them. */
  get environment() {
    const [ACCEPTS, REJECTS] = [this.accepting.url, this.rejecting.url];
    return {
      CASE_PLACEHOLDERS: 'accepted',
      SUBMISSION_RECEIVERS: JSON.stringify([
        { kind: 'push', id: 'ACCEPTS', url: ACCEPTS },
        { kind: 'push', id: 'REJECTS', url: REJECTS },
      ]),
    };
  }

  stop() {
    return Promise.all([this.accepting.stop(), this.rejecting.stop()]);
  }
}

/**
 * A serious reaction as a case: the sponsor's physician, who is blinded, opens it; the officer, who is not, has the vault say
 * what was given, writes to a regulator, and takes it back where it was no product. What the officer does depends on the arm:
 * their requests have keys of their own, so that nobody else's do.
 */
export class Pharmacovigilance {
  #keys = new Map();

  constructor(world) {
    this.world = world;
  }

  get #base() {
    return `/trials/${this.world.facts.id}`;
  }

  /** The case is opened, and what the blinded read of it is in the transcript. */
  async openCase(physician, path) {
    const opened = await physician.post(`${path}/case`, {
      told: {
        narrative: 'After the study procedure the participant was admitted with an infection of the skin.',
        ...{ words: 'Huidinfectie', language: 'dut', translation: 'Skin infection' },
        ...{ meddraCode: '99990001', meddraVersion: '0.0', age: 50, tests: [], otherDrugs: [] },
      },
    });
    await this.#readAsBlinded(physician, opened);
    return opened;
  }

  /** The first version goes to a receiver; one that rejects gets a corrected one. */
  async report(person, opened, receiver) {
    const officer = await this.world.sponsor.officer();
    const at = `${this.#base}/participants/${person.participantId}`;
    const { arm, disclosureId } = await this.#post(officer, `${at}/allocation-disclosures`, { reason: 'report' });
    const product = { name: `Example product ${arm}`, lot: 'EXLOT-1' };
    const version = { basedOn: 1, product, disclosureId };
    await this.#version(officer, opened, 0, { ...version, kind: 'initial' });
    await this.#post(officer, `${this.#at(opened)}/regulator-versions/1/submissions`, { receiver });
    const [{ submissionId, state }] = await this.#answered(officer, opened);
    this.world.expect(`a case sent to the receiver ${receiver} is answered`, state === OUTCOMES[receiver]);
    return { submissionId, version, arm };
  }

  /** An hour later: what was rejected is corrected. Another hour later what was no product is taken back. */
  async settle(opened, receiver, { submissionId, version, arm }) {
    const isRejected = OUTCOMES[receiver] === 'rejected';
    if (isRejected) await this.#correct(opened, submissionId, version);
    // On the agenda of both worlds: a step of time that only one of them takes would be seen.
    this.world.sponsor.in({ hours: 1 }, `the case of ${opened.participantId} is looked at again`, async () => {
      if (!this.world.facts.productArms.includes(arm)) await this.#takeBack(opened, isRejected ? 2 : 1);
    });
  }

  async #correct(opened, submissionId, version) {
    const officer = await this.world.sponsor.officer();
    const amended = { kind: 'amendment', withdrawal: 'The receiver asked', narrative: `${CORRECTED} an infection.` };
    await this.#version(officer, opened, 1, { ...version, ...amended });
    await this.#post(officer, `${this.#at(opened)}/submissions/${submissionId}/corrections`, { number: 2 });
    const [{ state, attempts }] = await this.#answered(officer, opened);
    const [rejected] = attempts;
    this.world.expect('a corrected case is accepted', state === 'accepted' && attempts.length === 2);
    this.world.expect(
      'a rejection stays to be seen in the words of the receiver',
      rejected.state === 'rejected' && rejected.answers[0].messages.includes(REFUSAL),
    );
  }

  /** The regulator is told, and nobody else. */
  async #takeBack(opened, latest) {
    const officer = await this.world.sponsor.officer();
    await this.#version(officer, opened, latest, { basedOn: 1, kind: 'nullification', withdrawal: 'No product' });
    const at = `${this.#at(opened)}/regulator-versions/${latest + 1}/submissions`;
    await this.#post(officer, at, { receiver: 'ACCEPTS' });
    const submissions = await this.#answered(officer, opened);
    this.world.expect(
      'what was no product is taken back',
      submissions.length === 2 && submissions.every(({ state }) => state === 'accepted'),
    );
  }

  #version(officer, opened, expectedVersion, body) {
    const how = { headers: { 'if-match': `"${expectedVersion}"` } };
    return this.#post(officer, `${this.#at(opened)}/regulator-versions`, body, how);
  }

  #post(officer, path, body, how = {}) {
    // By path, so that what is done of one case does not count for another.
    const number = (this.#keys.get(path) ?? 0) + 1;
    this.#keys.set(path, number);
    const key = createHash('sha256').update(`${path} ${number}`).digest('hex').slice(0, 32);
    return officer.post(path, body, { ...how, key: `pharmacovigilance-${key}` });
  }

  /** Waits until a receiver has said what it thinks of the latest. */
  async #answered(officer, opened) {
    for (const giveUpAt = Date.now() + PATIENCE_MS; ;) {
      const { items } = await officer.get(`${this.#at(opened)}/submissions`, { quiet: true });
      if (items.every(({ state }) => ['accepted', 'rejected'].includes(state)) || Date.now() > giveUpAt) return items;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #readAsBlinded(physician, { caseId }) {
    await physician.get(`${this.#base}/cases/${caseId}/versions/1`);
    await physician.get(`${this.#base}/cases/${caseId}/versions/1/copy`);
  }

  #at({ caseId }) {
    return `${this.#base}/cases/${caseId}`;
  }
}

const OUTCOMES = { ACCEPTS: 'accepted', REJECTS: 'rejected' };
