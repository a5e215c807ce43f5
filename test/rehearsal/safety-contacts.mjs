import { Temporal } from 'temporal-polyfill';

/** Whoever withdrew and agreed to it is contacted by their site when they would have come. */
export class SafetyContacts {
  /** @param work the site they withdrew at */
  constructor(work) {
    this.work = work;
  }

  /** In the place of a visit; from the opening of its window on, and now and then they are reached only the next day. */
  async make(person, visit) {
    await this.#try(person, visit, this.work.world.chance.happens(0.4, 'no answer', person.number, visit.visitCode));
  }

  async #try(person, visit, isInVain) {
    const { agenda, trialTime } = this.work.world;
    const nurse = await this.work.nurse();
    const path = `${this.work.pathOf(person)}/safety-contacts`;
    const contact = (await nurse.all(path)).find(
      ({ visitCode, state }) => visitCode === visit.visitCode && state === 'planned',
    );
    if (!contact) return;
    const what = `contact ${person.number} in the place of ${visit.visitCode}`;
    if (contact.standing === 'upcoming') {
      const opened = Temporal.Instant.from(contact.opensAt).add({ hours: 10 });
      return agenda.note(opened, what, () => this.#try(person, visit, isInVain));
    }
    await this.#expectOnTheList(nurse, person, visit, what);
    const outcome = isInVain ? 'not-reached' : 'reached';
    await nurse.post(`${path}/${contact.contactId}/attempts`, { outcome, contactedAt: trialTime.now.toString() });
    if (isInVain) agenda.note(trialTime.now.add({ hours: 24 }), what, () => this.#try(person, visit, false));
  }

  async #expectOnTheList(nurse, { participantId }, { visitCode }, what) {
    const { world } = this.work;
    const toDo = await nurse.all(`/trials/${world.facts.id}/worklist?participantId=${participantId}`);
    const isThere = toDo.some((item) => item.rule.code === 'safety-contact-to-make' && item.visitCode === visitCode);
    world.expect(`${what} is on the work list`, isThere);
  }
}

/**
 * Every withdrawal of the script agrees to contact: whoever it is, is to have been reached once in the place of each visit of
 * follow-up that was cancelled by it, and of no other.
 */
export async function contactsNotMade({ facts, people }, monitor) {
  const findings = [];
  let made = 0;
  for (const { number, participantId } of people.filter(({ ended }) => ended === 'withdrawn')) {
    const path = `/trials/${facts.id}/participants/${participantId}`;
    const contacts = await monitor.all(`${path}/safety-contacts`, { quiet: true });
    const visits = await monitor.all(`${path}/visits`, { quiet: true });
    const left = visits.filter(({ phase, cause }) => phase === 'follow-up' && cause === 'withdrawn');
    const reached = contacts.filter(({ state }) => state === 'reached').map(({ visitCode }) => visitCode);
    const missing = left.filter(({ visitCode }) => !reached.includes(visitCode));
    findings.push(...missing.map(({ visitCode }) => `${number} was not reached in the place of ${visitCode}`));
    if (contacts.length !== left.length) findings.push(`${number} has ${contacts.length} contacts for ${left.length}`);
    made += reached.length;
  }
  return { findings, made };
}
