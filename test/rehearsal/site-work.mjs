import { CandidateReview } from './candidate-review.mjs';
import { LocalToxicity } from './local-toxicity.mjs';
import { answersTo, complaint, laboratoryResults } from './measurements.mjs';
import { SafetyContacts } from './safety-contacts.mjs';
import { Treatment } from './treatment.mjs';

/**
 * What people at a site do, each through the public API with a token of their own. Where a course of action yields, they
 * wait until what they did has reached everybody.
 */
export class SiteWork {
  /** @param world the world they work in: api, facts, chance, trialTime, settle(), agenda, sponsor */
  constructor(world, site) {
    Object.assign(this, { world, site, zone: world.facts.zones[site], treatment: new Treatment(this) });
    Object.assign(this, { localToxicity: new LocalToxicity(this), candidates: new CandidateReview(this) });
    this.contacts = new SafetyContacts(this);
  }

  get #base() {
    return `/trials/${this.world.facts.id}`;
  }

  async investigator() {
    return this.world.api.person(`investigator-${this.site.toLowerCase()}`, 'investigator');
  }

  async nurse() {
    return this.world.api.person(`study-nurse-${this.site.toLowerCase()}`, 'study-nurse');
  }

  async pharmacist() {
    return this.world.api.person(`pharmacist-${this.site.toLowerCase()}`, 'pharmacist');
  }

  /** Screening and consent, with the first laboratory results. */
  async *screen(person, screenedOn) {
    const { world } = this;
    const { chance } = world;
    const nurse = await this.nurse();
    const screened = await nurse.post(`${this.#base}/sites/${this.site}/participants`, {
      screenedOn,
      sex: chance.happens(0.8, 'sex', person.number) ? 'female' : 'male',
      yearOfBirth: chance.whole(1950, 1995, 'born', person.number),
    });
    Object.assign(person, screened);
    // Who hears of consent first writes one change less: no matter to anybody, but two worlds are to do the same.
    yield;
    const investigator = await this.investigator();
    await investigator.post(`${this.pathOf(person)}/consents`, {
      consentVersion: world.facts.consentVersion,
      consentedAt: world.trialTime.now.toString(),
      dataUses: world.facts.dataUses,
    });
    yield;
    await this.readPlan(person);
    await this.attendBeforeTreatment(person, world.facts.screeningVisit);
    await this.enterResults(person, world.facts.screeningVisit);
  }

  /** The visits of a person as they stand now. */
  async readPlan(person) {
    const nurse = await this.nurse();
    person.visits = await nurse.all(`${this.pathOf(person)}/visits`);
  }

  /** Attendance of a visit before treatment, where the trial has one. */
  async attendBeforeTreatment(person, visitCode) {
    const visit = person.visits.find((planned) => planned.visitCode === visitCode);
    if (visit) await this.attend(person, visit);
  }

  async attend(person, visit) {
    const nurse = await this.nurse();
    await nurse.post(`${this.pathOf(person)}/visits/${visit.visitId}/attendance`, {
      occurredAt: this.world.trialTime.now.toString(),
    });
  }

  /** The signed eligibility assessment; `fails` is the criterion that speaks against entry. */
  async assess(person, fails) {
    const investigator = await this.investigator();
    const { outcome } = await investigator.post(`${this.pathOf(person)}/eligibility-assessments`, {
      criteria: this.world.facts.criteria.map(({ id, kind }) => ({
        criterionId: id,
        answer: (kind === 'inclusion') === (id === fails) ? 'not-met' : 'met',
      })),
    });
    this.world.expect(
      `participant ${person.number} is ${fails ? 'ineligible' : 'eligible'}`,
      outcome === (fails ? 'ineligible' : 'eligible'),
    );
  }

  async *randomise(person) {
    const investigator = await this.investigator();
    const path = `${this.pathOf(person)}/randomisation`;
    const key = this.world.api.nextKey();
    if (person.fate.sameRequestTwice) await this.#twiceAtOnce(investigator, path, key);
    await investigator.post(path, {}, { key });
    person.randomised = true;
    const pharmacist = await this.pharmacist();
    yield;
    const disclosures = `${this.pathOf(person)}/allocation-disclosures`;
    const { arm } = await pharmacist.post(disclosures, { reason: 'preparation of the product' });
    this.world.allocated.push({ person, arm });
    await this.world.cellFacility.handOver(this, person);
  }

  /** The same click twice: one is answered, the other is answered the same or told to wait. */
  async #twiceAtOnce(investigator, path, key) {
    const exchange = () =>
      this.world.api.exchange({ person: investigator, method: 'POST', path, body: {}, key, quiet: true });
    const answers = await Promise.all([exchange(), exchange()]);
    const fine = answers.every(({ status }) => status === 201 || status === 409);
    const bodies = new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text));
    this.world.expect('the same request sent twice at once has one answer', fine && bodies.size === 1);
  }

  /** The first treatment, by whatever the trial treats with; the visit plan follows from it. */
  async *treat(person, firstGivenAt) {
    await this.treatment.first(person, firstGivenAt);
    yield;
    await this.readPlan(person);
    const { visitCode } = person.visits.find(({ phase }) => phase === 'treatment');
    await this.answerForms(person, { visitCode });
    await this.localToxicity.fillIn(person, visitCode);
    yield;
    await this.candidates.review(person);
    this.world.life.planVisits(this, person);
  }

  /** A visit: attendance or the dose that is one, blood, forms, complaints, and the look at what the system proposes. */
  async *visit(person, visit) {
    const { world } = this;
    const hasDose = world.facts.doseVisits.includes(visit.visitCode);
    if (hasDose) await this.treatment.dose(person, world.trialTime.now, visit.visitCode);
    if (visit.phase !== 'treatment') await this.attend(person, visit);
    await this.enterResults(person, visit.visitCode);
    await this.answerForms(person, visit);
    await this.localToxicity.fillIn(person, visit.visitCode);
    yield;
    await this.candidates.review(person);
    const said = complaint(world.chance, person.number, visit.visitCode);
    if (said) await this.reportEvent(person, { ...said, seriousness: [] });
  }

  async miss(person, visit) {
    const nurse = await this.nurse();
    await nurse.post(`${this.pathOf(person)}/visits/${visit.visitId}/absence`, {
      cause: 'participant-unable',
      reason: 'ill at home',
    });
  }

  async enterResults(person, occasion) {
    const nurse = await this.nurse();
    for (const result of laboratoryResults(this.world, person.number, occasion)) {
      await nurse.post(`${this.pathOf(person)}/results`, {
        ...result,
        collectedAt: this.world.trialTime.now.toString(),
        visitCode: occasion,
      });
    }
  }

  /** The participant answers what is open, alone; now and then one forgets. */
  async answerForms(person, visit) {
    const { world } = this;
    const participant = await world.api.person(person.account, 'participant');
    const assignments = await participant.all(`${this.pathOf(person)}/assignments`);
    for (const form of assignments.filter(
      ({ status, visitCode }) => status === 'open' && visitCode === visit.visitCode,
    )) {
      if (world.chance.happens(0.06, 'forgets', person.number, visit.visitCode, form.instrument)) continue;
      const answers = answersTo(form.instrument, form.instrumentVersion, world.chance, person.number, visit.visitCode);
      if (answers)
        await participant.post(`${this.pathOf(person)}/assignments/${form.assignmentId}/response`, {
          language: world.facts.languages[form.instrument],
          answers,
        });
    }
  }

  async reportEvent(person, { term, grade, seriousness, onsetOn, awareAt, outcome }) {
    const { world } = this;
    const investigator = await this.investigator();
    const today = world.trialTime.now.toZonedDateTimeISO(this.zone).toPlainDate();
    return investigator.post(`${this.pathOf(person)}/adverse-events`, {
      term,
      grade,
      seriousness,
      onsetOn: onsetOn ?? today.toString(),
      awareAt: awareAt ?? world.trialTime.now.toString(),
      ...(outcome ? { outcome } : {}),
    });
  }

  /**
   * A serious event thought to be caused by the first cause of the trial and not by the third; when and whether the sponsor
   * acts is the caller's business.
   */
  async reportSeriousReaction(person, event) {
    const [blamed, , cleared] = this.world.facts.causes;
    const reported = await this.reportEvent(person, event);
    const investigator = await this.investigator();
    await investigator.post(`${this.pathOf(person)}/adverse-events/${reported.adverseEventId}/causality-judgements`, {
      opinions: [{ cause: blamed, related: true }, ...(cleared ? [{ cause: cleared, related: false }] : [])],
      reason: 'began hours after treatment',
    });
    return reported;
  }

  async end(person, as, reason) {
    const investigator = await this.investigator();
    await investigator.post(`${this.pathOf(person)}/end-of-participation`, {
      as,
      endedAt: this.world.trialTime.now.toString(),
      reason,
      ...(as === 'withdrawn' ? { continues: { safetyContact: true, furtherData: false, storedSamples: true } } : {}),
    });
    person.ended = as;
  }

  pathOf(person) {
    return `${this.#base}/participants/${person.participantId}`;
  }
}
