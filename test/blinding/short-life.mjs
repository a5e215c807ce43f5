import { Temporal } from 'temporal-polyfill';
import { Life } from '../rehearsal/life.mjs';
import { LiveListener } from '../rehearsal/live-listener.mjs';
import { at } from '../rehearsal/trial-time.mjs';
import { stepTo, through, treatApart, weeksOf } from './treated-apart.mjs';

const FIRST_DAY = Temporal.PlainDate.from('2025-01-06');
/** A round takes three weeks of trial time. */
const WEEKS_APART = 4;
const LISTENERS = ['monitor', 'investigator-umcu', 'study-nurse-lumc', 'safety-physician', 'data-manager'];
/** What people say a second time, and are refused or answered as before. */
const SAID_ONCE =
  /\/(consents|eligibility-assessments|randomisation|administrations|attendance|response|confirmation)$/;

/**
 * A short life in a world: four participants from screening to week 2 and out again, one step of one person after the
 * other; in between everybody who is blinded reads all they may and asks what they must not. Every round is the same,
 * some weeks later, with new participants.
 */
export class ShortLife {
  listeners = [];

  /**
   * @param world an open world
   * @param recorder what writes down the chapters
   * @param {(participantId: string, arm: string) => void} onDisclosure told what a pharmacist was told
   */
  constructor(world, recorder, questions, onDisclosure) {
    Object.assign(this, { world, recorder, questions, onDisclosure });
    this.life = new Life(world);
    world.life = this;
  }

  /**
   * What stands before the first round: time, access, the sealed list, the freezer; and the first participants of the trial, as
   * many as take part in a round, so that blocks stay whole.
   */
  async prepare() {
    await stepTo(this.world, FIRST_DAY, '07:00');
    await this.life.grantAccess();
    await this.life.sealTheList();
    await this.world.cellFacility.stockTheFreezer();
    const first = this.#cast();
    await treatApart(this, first, FIRST_DAY);
    this.firstRound = FIRST_DAY.add({ weeks: weeksOf(first) });
  }

  /** Visits are held when their time has come in the round: nothing goes on an agenda. */
  planVisits() {}

  async live(round) {
    const monday = this.firstRound.add({ weeks: WEEKS_APART * round });
    await stepTo(this.world, monday, '09:00');
    this.people = this.#cast();
    this.listeners = [await LiveListener.open(this.world, LISTENERS)];
    await this.recorder.begin();

    await stepTo(this.world, monday, '10:00');
    await this.#each('screened', (person, work) => this.screen(person, work, monday));
    this.listeners.push(await LiveListener.open(this.world, ['participant-01']));
    await stepTo(this.world, monday.add({ days: 7 }), '08:00');
    await this.#each('randomised', (person, work) => this.randomise(person, work));
    await stepTo(this.world, monday.add({ days: 7 }), '11:00');
    await this.#each('treated', (person, work) => this.treat(person, work, monday));
    await this.#chapter('operations look, after the treatments', () => this.#look());
    await this.#chapter('a batch is stopped', () => this.#stopABatch());
    await this.#visitDay('H48');
    await this.#eachOfTwo('judged', (person, work) => this.#judge(person, work));
    await stepTo(this.world, monday.add({ days: 21 }), '08:00');
    await this.#chapter('the data are cut', async () => void (this.dataCut = await this.world.sponsor.cutTheData()));
    await this.#chapter('all read the lists', () => this.#askOfTrial());
    await this.#eachOfTwo('read', (person) => this.#askOfParticipant(person));
    await this.#visitDay('W02');
    await this.#chapter('all ask wrongly', () => this.#askWronglyOfNobody());
    await this.#eachOfTwo('asked wrongly', (person) => this.#askWrongly(person));
    await this.#each('left', (person, work) => this.leave(person, work));
    await this.#chapter('operations look, at the end', () => this.#ask(this.questions.looks()));

    for (const listener of this.listeners) await listener.close();
    this.listeners = [];
    return this.recorder.chapters;
  }

  #cast() {
    const { sites } = this.world.facts;
    return [1, 2, 3, 4].map((number) => ({
      number,
      site: sites[(number - 1) % sites.length],
      account: `participant-0${number}`,
      fate: {},
    }));
  }

  async screen(person, work, day) {
    await through(this.world, work.screen(person, day.toString()));
    const { grantId } = await this.life.grantParticipant(person);
    person.grantId = grantId;
  }

  async randomise(person, work) {
    await work.assess(person);
    await through(this.world, work.randomise(person));
    const told = this.world.transcript.findLast(({ path }) => path.endsWith('/allocation-disclosures'));
    person.arm = JSON.parse(told.text).arm;
    this.onDisclosure(person.participantId, person.arm);
  }

  async treat(person, work, monday) {
    const firstInjectionAt = at(monday.add({ days: 7 }), '10:00', this.world.facts.zone).add({
      minutes: person.number,
    });
    await through(this.world, work.treat(person, firstInjectionAt));
  }

  /** Of one arm, with other recipients in the other world: nobody blinded may hear of it, nor operations see how many. */
  async #stopABatch() {
    const { cellFacility } = this.world;
    await cellFacility.quarantineOne();
    await this.#look();
    await cellFacility.releaseAgain();
  }

  async #visitDay(visitCode) {
    const [first] = this.people.map((person) => this.#visitOf(person, visitCode));
    const late = first.targetAt;
    await this.world.trialTime.stepTo(Temporal.Instant.from(late).add({ hours: 1 }));
    await this.#each(visitCode, async (person, work) => {
      if (visitCode === 'H48') await this.#alarmingResult(person, work);
      await through(this.world, work.visit(person, this.#visitOf(person, visitCode)));
    });
  }

  #visitOf(person, visitCode) {
    return person.visits.find((visit) => visit.visitCode === visitCode);
  }

  /** A value that the system proposes as an adverse event, so that there is something to confirm. */
  async #alarmingResult(person, work) {
    const nurse = await work.nurse();
    await nurse.post(`${this.#pathOf(person)}/results`, {
      analyte: 'alt',
      result: { value: '420', unit: 'U/L', range: { high: 45 } },
      collectedAt: this.world.trialTime.now.subtract({ minutes: 30 }).toString(),
      visitCode: 'H48',
    });
    await this.world.settle();
  }

  /** A serious reaction, taken in by the sponsor, its expedited assessment closed by who may know the arm. */
  async #judge(person, work) {
    const { sponsor } = this.world;
    const { adverseEventId } = await work.reportSeriousReaction(person, {
      term: 'soft-tissue-infection',
      grade: 3,
      seriousness: ['hospitalisation'],
    });
    const path = `${this.#pathOf(person)}/adverse-events/${adverseEventId}`;
    const receivedAt = this.world.trialTime.now.toString();
    await (await sponsor.physician()).post(`${path}/sponsor-receipt`, { receivedAt, expectedness: 'unexpected' });
    await this.world.settle();
    const reason = 'assessed and reported as the rules ask';
    await (await sponsor.officer()).post(`${path}/expedited-assessments`, { clock: 'susar-other', reason });
    Object.assign(person, { adverseEventId });
  }

  /** Without the proof of the audit trails, which takes longer with every round: the end of the round has it. */
  #look() {
    return this.#ask(this.questions.looks().filter(({ path }) => !path.endsWith('/audit-verification')));
  }

  #askOfTrial() {
    return this.#ask(this.questions.reads({ ofParticipant: false }, { ...this.#known(), ...this.dataCut }));
  }

  async #askOfParticipant(person) {
    const known = await this.#knownOf(person);
    await this.#ask(this.questions.reads({ ofParticipant: true }, known), person);
  }

  #askWronglyOfNobody() {
    const { questions } = this;
    const kinds = [{ ofParticipant: false }, { ofParticipant: true }];
    return this.#ask(kinds.flatMap((kind) => questions.mistakes(kind, this.#known())));
  }

  /** What is missing, and what was said before: with a new key it is refused, with its own it is answered as before. */
  async #askWrongly(person) {
    await this.#ask(this.questions.mistakes({ ofParticipant: true }, await this.#knownOf(person)), person);
    for (const { who, role, method, path, body, key } of [...person.said]) {
      const again = await this.world.api.person(who, role);
      await again.attempt(method, path, body);
      await again.attempt(method, path, body, { key });
    }
  }

  async leave(person, work) {
    await work.end(person, 'withdrawn', 'the round is over');
    // Whoever loses access at once may or may not hear what followed from leaving: that would be chance, and no leak.
    await this.world.settle();
    const path = `/trials/${this.world.facts.id}/access-grants/${person.grantId}`;
    await this.world.administrator.attempt('DELETE', path, { reason: 'the round is over' });
  }

  async #ask(questions, person = this.people[0]) {
    for (const { role, method, path, body, headers } of questions) {
      const asking = await this.#personOf(role, person);
      await asking.attempt(method, path, body, headers ? { headers } : {});
    }
  }

  #personOf(role, person) {
    const atSite = ['investigator', 'study-nurse'].includes(role);
    if (role === 'participant') return this.world.api.person(person.account, role);
    return this.world.api.person(atSite ? `${role}-${person.site.toLowerCase()}` : role, role);
  }

  #known() {
    return { trialId: this.world.facts.id, siteId: this.world.facts.sites[0] };
  }

  async #knownOf(person) {
    const monitor = await this.world.api.person('monitor', 'monitor');
    const first = async (list) => (await monitor.get(`${this.#pathOf(person)}/${list}`, { quiet: true })).items[0];
    const [{ assignmentId }, { resultId }] = [await first('assignments'), await first('results')];
    const { participantId, adverseEventId } = person;
    const { visitId } = this.#visitOf(person, 'H48');
    return { ...this.#known(), siteId: person.site, participantId, visitId, adverseEventId, assignmentId, resultId };
  }

  /** What is the same for everybody is done for two: in one world or the other each of them has each arm. */
  #eachOfTwo(title, act) {
    return this.#each(title, act, this.people.slice(0, 2));
  }

  /** One chapter per participant. */
  async #each(title, act, people = this.people) {
    for (const person of people) {
      await this.#chapter(`${title}, participant ${person.number}`, () => act(person, this.world.work[person.site]));
      const { transcript } = this.recorder.chapters.at(-1);
      const said = transcript.filter(({ path, status }) => SAID_ONCE.test(path) && status < 300);
      person.said = [...(person.said ?? []), ...said];
    }
  }

  #chapter(title, act) {
    return this.recorder.chapter(title, act);
  }

  #pathOf({ participantId }) {
    return `/trials/${this.world.facts.id}/participants/${participantId}`;
  }
}
