import { answersTo, complaint, laboratoryResults } from './measurements.mjs';

/**
 * What people at a site do, each through the public API with a token of their own. Where a course of action yields, they
 * wait until what they did has reached everybody.
 */
export class SiteWork {
  /** @param world the world they work in: api, facts, chance, trialTime, settle(), agenda, sponsor */
  constructor(world, site) {
    Object.assign(this, { world, site });
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
    const investigator = await this.investigator();
    await investigator.post(`${this.#path(person)}/consents`, {
      consentVersion: world.facts.consentVersion,
      consentedAt: world.trialTime.now.toString(),
      dataUses: world.facts.dataUses,
    });
    yield;
    person.visits = await nurse.all(`${this.#path(person)}/visits`);
    await this.attendBeforeTreatment(person, 'SCR');
    await this.enterResults(person, 'SCR');
  }

  /** Attendance of a visit before treatment, where the trial has one. */
  async attendBeforeTreatment(person, visitCode) {
    const visit = person.visits.find((planned) => planned.visitCode === visitCode);
    if (!visit) return;
    const nurse = await this.nurse();
    await nurse.post(`${this.#path(person)}/visits/${visit.visitId}/attendance`, {
      occurredAt: this.world.trialTime.now.toString(),
    });
  }

  /** The signed eligibility assessment; `fails` is the criterion that speaks against entry. */
  async assess(person, fails) {
    const investigator = await this.investigator();
    const { outcome } = await investigator.post(`${this.#path(person)}/eligibility-assessments`, {
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
    const path = `${this.#path(person)}/randomisation`;
    const key = this.world.api.nextKey();
    if (person.fate.sameRequestTwice) await this.#twiceAtOnce(investigator, path, key);
    await investigator.post(path, {}, { key });
    person.randomised = true;
    const pharmacist = await this.pharmacist();
    yield;
    await pharmacist.post(`${this.#path(person)}/allocation-disclosures`, { reason: 'preparation of the product' });
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

  /** Eight injections, a few minutes apart; the visit plan follows from the first. */
  async *treat(person, firstInjectionAt) {
    const { world } = this;
    const investigator = await this.investigator();
    await investigator.post(`${this.#path(person)}/administrations`, {
      limb: world.chance.pick(['left', 'right'], 'limb', person.number),
      ...(person.productCode === undefined ? {} : { productCode: person.productCode }),
      injections: world.facts.injectionPoints.map(({ code, microlitres }, index) => ({
        injectionSite: code,
        givenMicrolitres: microlitres,
        givenAt: firstInjectionAt.add({ minutes: 3 * index }).toString(),
      })),
    });
    yield;
    const nurse = await this.nurse();
    person.visits = await nurse.all(`${this.#path(person)}/visits`);
    await this.answerForms(person, { visitCode: 'D0' });
    world.life.planVisits(this, person);
  }

  /** A visit: attendance, blood, forms, complaints, and the look at what the system proposes. */
  async *visit(person, visit) {
    const { world } = this;
    const nurse = await this.nurse();
    await nurse.post(`${this.#path(person)}/visits/${visit.visitId}/attendance`, {
      occurredAt: world.trialTime.now.toString(),
    });
    await this.enterResults(person, visit.visitCode);
    await this.answerForms(person, visit);
    yield;
    await this.reviewCandidates(person);
    const said = complaint(world.chance, person.number, visit.visitCode);
    if (said) await this.reportEvent(person, { ...said, seriousness: [] });
  }

  async miss(person, visit) {
    const nurse = await this.nurse();
    await nurse.post(`${this.#path(person)}/visits/${visit.visitId}/absence`, {
      cause: 'participant-unable',
      reason: 'ill at home',
    });
  }

  async enterResults(person, occasion) {
    const nurse = await this.nurse();
    for (const result of laboratoryResults(this.world.chance, person.number, occasion)) {
      await nurse.post(`${this.#path(person)}/results`, {
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
    const assignments = await participant.all(`${this.#path(person)}/assignments`);
    for (const form of assignments.filter(
      ({ status, visitCode }) => status === 'open' && visitCode === visit.visitCode,
    )) {
      if (world.chance.happens(0.06, 'forgets', person.number, visit.visitCode, form.instrument)) continue;
      const answers = answersTo(form.instrument, form.instrumentVersion, world.chance, person.number, visit.visitCode);
      if (answers)
        await participant.post(`${this.#path(person)}/assignments/${form.assignmentId}/response`, {
          language: 'nl',
          answers,
        });
    }
  }

  /** An investigator confirms or refutes each proposal, with a reason. */
  async reviewCandidates(person) {
    const { world } = this;
    const investigator = await this.investigator();
    const events = await investigator.all(`${this.#base}/adverse-events?participantId=${person.participantId}`);
    for (const event of events.filter(({ status }) => status === 'candidate')) {
      const path = `${this.#path(person)}/adverse-events/${event.adverseEventId}`;
      if (world.chance.happens(0.5, 'confirms', person.number, event.term)) {
        await investigator.post(`${path}/confirmation`, {
          seriousness: [],
          awareAt: world.trialTime.now.toString(),
          reason: 'clinically relevant',
        });
      } else {
        await investigator.post(`${path}/refutation`, { reason: 'haemolysed specimen' });
      }
    }
  }

  async reportEvent(person, { term, grade, seriousness, onsetOn, awareAt, outcome }) {
    const { world } = this;
    const investigator = await this.investigator();
    const today = world.trialTime.now.toZonedDateTimeISO(world.facts.zone).toPlainDate();
    return investigator.post(`${this.#path(person)}/adverse-events`, {
      term,
      grade,
      seriousness,
      onsetOn: onsetOn ?? today.toString(),
      awareAt: awareAt ?? world.trialTime.now.toString(),
      ...(outcome ? { outcome } : {}),
    });
  }

  /** A serious event thought to be caused by the cells; when and whether the sponsor acts is the caller's business. */
  async reportSeriousReaction(person, event) {
    const reported = await this.reportEvent(person, event);
    const investigator = await this.investigator();
    await investigator.post(`${this.#path(person)}/adverse-events/${reported.adverseEventId}/causality-judgements`, {
      opinions: [
        { cause: 'cells', related: true },
        { cause: 'procedure', related: false },
      ],
      reason: 'began hours after the injections',
    });
    return reported;
  }

  async end(person, as, reason) {
    const investigator = await this.investigator();
    await investigator.post(`${this.#path(person)}/end-of-participation`, {
      as,
      endedAt: this.world.trialTime.now.toString(),
      reason,
      ...(as === 'withdrawn' ? { continues: { safetyContact: true, furtherData: false, storedSamples: true } } : {}),
    });
    person.ended = as;
  }

  #path(person) {
    return `${this.#base}/participants/${person.participantId}`;
  }
}
