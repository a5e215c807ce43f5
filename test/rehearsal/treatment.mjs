/** How a trial treats: one session of injections, doses taken at home, or doses at visits; the trial file says which. */
export class Treatment {
  /** @param work of the site that treats */
  constructor(work) {
    this.work = work;
  }

  /** The first, from which the visits count unless the trial says otherwise. */
  async first(person, givenAt) {
    if (this.work.world.facts.hasInjections) await this.#inject(person, givenAt);
    else await this.#firstDose(person, givenAt);
  }

  /** One session, the injections a few minutes apart. */
  async #inject(person, firstInjectionAt) {
    const { world } = this.work;
    const investigator = await this.work.investigator();
    await investigator.post(`${this.work.pathOf(person)}/administrations`, {
      limb: world.chance.pick(['left', 'right'], 'limb', person.number),
      ...(person.productCode === undefined ? {} : { productCode: person.productCode }),
      injections: world.facts.injectionPoints.map(({ code, microlitres }, index) => ({
        injectionSite: code,
        givenMicrolitres: microlitres,
        givenAt: firstInjectionAt.add({ minutes: 3 * index }).toString(),
      })),
    });
  }

  /** Where doses are given at visits, at the first of them that the plan has, which in an open trial goes by the arm. */
  async #firstDose(person, givenAt) {
    const { doseVisits } = this.work.world.facts;
    if (doseVisits.length > 0) await this.work.readPlan(person);
    const first = person.visits.find(({ visitCode }) => doseVisits.includes(visitCode));
    await this.dose(person, givenAt, first?.visitCode);
  }

  /** A dose as the trial plans it, at a visit where it is given at visits. */
  async dose(person, givenAt, visitCode) {
    const { chance, facts } = this.work.world;
    const isByWeight = facts.dose.per !== undefined;
    const bodyWeight = chance.whole(50, 90, 'weight', person.number);
    const nurse = await this.work.nurse();
    await nurse.post(`${this.work.pathOf(person)}/doses`, {
      amount: facts.dose.target * (isByWeight ? bodyWeight : 1),
      givenAt: givenAt.toString(),
      ...(isByWeight ? { bodyWeight } : {}),
      ...(visitCode === undefined ? {} : { visitCode }),
    });
  }
}
