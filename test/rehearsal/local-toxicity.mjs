/** What a site sees at the limbs of a participant, and what its investigator makes of it. Nothing where a trial does not ask. */
export class LocalToxicity {
  constructor(site) {
    Object.assign(this, { site, world: site.world });
  }

  /** The form of both limbs, at the visits the trial names. */
  async fillIn(person, visitCode) {
    const { localToxicity } = this.world.facts;
    if (!localToxicity?.visits.includes(visitCode)) return;
    const nurse = await this.site.nurse();
    for (const limb of ['treated', 'untreated']) {
      await nurse.post(`${this.site.pathOf(person)}/local-toxicity-forms`, {
        visitCode,
        limb,
        assessedAt: this.world.trialTime.now.toString(),
        answers: localToxicity.items.map(({ code }) => ({
          item: code,
          extent: this.#extent(person.number, visitCode, limb, code),
        })),
      });
    }
  }

  /** Findings without a proposal: an investigator says what caused them, reports that, and links it. */
  async linkFindings(person) {
    const { localToxicity } = this.world.facts;
    if (!localToxicity) return;
    const investigator = await this.site.investigator();
    const forms = await investigator.all(`${this.site.pathOf(person)}/local-toxicity-forms`);
    for (const { visitCode, item } of forms.flatMap(({ findings }) =>
      findings.filter(({ state }) => state === 'open'),
    )) {
      const { terms } = localToxicity.items.find(({ code }) => code === item);
      const { adverseEventId } = await this.site.reportEvent(person, { term: terms[0], grade: 1, seriousness: [] });
      await investigator.post(`${this.site.pathOf(person)}/local-findings/link`, { visitCode, item, adverseEventId });
    }
  }

  /** Mostly nothing; a little swelling may have been there before. Ulcers come at either limb: they are the disease. */
  #extent(participant, visitCode, limb, item) {
    const { chance, facts } = this.world;
    const isReference = visitCode === facts.localToxicity.referenceVisit;
    const likely = isReference ? (item === 'swelling' ? 0.1 : 0) : limb === 'treated' ? 0.05 : 0.02;
    const purpose = ['local', participant, visitCode, limb, item];
    return chance.happens(likely, ...purpose) ? chance.whole(1, 3, ...purpose, 'extent') : 0;
  }
}
