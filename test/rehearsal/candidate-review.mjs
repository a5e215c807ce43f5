/** The look of an investigator at what the system proposes: results that alarm, findings of the local-toxicity form. */
export class CandidateReview {
  constructor(site) {
    Object.assign(this, { site, world: site.world });
  }

  /** Confirms or refutes each proposal, with a reason, and says what was found without one. */
  async review(person) {
    const { world, site } = this;
    const investigator = await site.investigator();
    const events = await investigator.all(
      `/trials/${world.facts.id}/adverse-events?participantId=${person.participantId}`,
    );
    for (const event of events.filter(({ status }) => status === 'candidate')) {
      const path = `${site.pathOf(person)}/adverse-events/${event.adverseEventId}`;
      if (world.chance.happens(0.5, 'confirms', person.number, event.term))
        await investigator.post(`${path}/confirmation`, this.#confirmationOf(person, event));
      else await investigator.post(`${path}/refutation`, { reason: REASONS[event.source] });
    }
    await site.localToxicity.linkFindings(person);
  }

  /** A form knows no grade, so the investigator says it. */
  #confirmationOf(person, { grade, term, onsetOn }) {
    const { chance, trialTime } = this.world;
    return {
      ...{ seriousness: [], awareAt: trialTime.now.toString(), reason: 'clinically relevant' },
      ...(grade === undefined ? { grade: chance.whole(1, 2, 'grade', person.number, term, onsetOn) } : {}),
    };
  }
}

const REASONS = {
  laboratory: 'haemolysed specimen',
  'local-toxicity': 'gone the same day',
  questionnaire: 'known and no worse than before',
};
