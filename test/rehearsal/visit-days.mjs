import { Temporal } from 'temporal-polyfill';
import { codeAt, fateIn, machineTrouble } from './scenario.mjs';
import { at } from './trial-time.mjs';

/** On which days a person comes, what happens there, and what of their fate it brings. */
export class VisitDays {
  constructor(world) {
    this.world = world;
  }

  /**
   * Notes the opening and closing of every window, and when the person comes: of each visit once, and of one that counts
   * from another when that has taken place.
   */
  plan(work, person) {
    if (!person.followUp) {
      person.followUp = person.visits.filter(({ phase }) => phase === 'follow-up').map(({ visitCode }) => visitCode);
      person.fate = fateIn(person.fate, person.followUp);
    }
    person.noted ??= new Set();
    for (const visit of person.visits) {
      if (mayMove(visit) || person.noted.has(visit.visitId)) continue;
      person.noted.add(visit.visitId);
      for (const edge of ['opensAt', 'closesAt']) {
        const at = Temporal.Instant.from(visit[edge]);
        const isAhead = Temporal.Instant.compare(at, this.world.trialTime.now) > 0;
        if (isAhead) this.world.agenda.note(at, `${edge} ${visit.visitCode} of ${person.number}`);
      }
      if (visit.phase === 'before-treatment' || visit.state !== 'planned') continue;
      const comesAt = this.#comesAt(work, person, visit);
      this.world.agenda.note(comesAt, `${visit.visitCode} of ${person.number}`, () =>
        this.#visitDay(work, person, visit),
      );
    }
  }

  /** A day or two around the target, the same for a whole group; in the morning. Who left comes a week later. */
  #comesAt(work, person, visit) {
    const target = Temporal.Instant.from(visit.targetAt);
    if (this.world.facts.visits.some(({ code, isInHours }) => code === visit.visitCode && isInHours))
      return target.add({ hours: 1 });
    const late =
      person.fate.comesLate?.visit === visit.visitCode
        ? person.fate.comesLate.days
        : visit.phase === 'early-termination'
          ? 7
          : this.world.chance.whole(-1, 2, 'day', person.group, visit.visitCode);
    const day = target.toZonedDateTimeISO(work.zone).toPlainDate().add({ days: late });
    return at(day, '10:30', work.zone);
  }

  async *#visitDay(work, person, visit) {
    if (visit.phase === 'early-termination') return await work.attend(person, visit);
    if (person.ended === 'withdrawn') return await work.contacts.make(person, visit);
    if (person.ended) return;
    const { fate } = person;
    if (fate.missesVisit?.visit === visit.visitCode) return await work.miss(person, visit);
    const trouble = machineTrouble.killWhileResultsArrive;
    if (trouble.participant === person.number && codeAt(trouble.visit, person.followUp) === visit.visitCode)
      yield* this.#killAround(work.visit(person, visit));
    else yield* work.visit(person, visit);
    yield* this.#afterVisit(work, person, visit);
  }

  async *#afterVisit(work, person, visit) {
    const { fate } = person;
    await this.world.sponsor.afterVisit(work, person, visit);
    if (fate.withdraws?.visit === visit.visitCode) await work.end(person, 'withdrawn', 'travelling is too much');
    if (fate.isLost?.visit === visit.visitCode) await work.end(person, 'lost', 'moved away, no answer to letters');
    if (visit.visitCode === this.world.facts.lastVisit) await work.end(person, 'completed', 'last visit done');
    if (!this.#mayGrow(person)) return;
    yield;
    await work.readPlan(person);
    this.plan(work, person);
  }

  /** Whether the plan may hold more than was noted: what counted from this visit, or the visit of who has just left. */
  #mayGrow({ visits, ended }) {
    const { facts } = this.world;
    if (ended) return ended === 'withdrawn' && facts.visits.some(({ phase }) => phase === 'early-termination');
    return visits.some(mayMove);
  }

  /** A consumer is killed while results arrive and starts again; the results must be handled all the same, once. */
  async *#killAround(parts) {
    this.world.mishaps.note(
      this.world.trialTime.now,
      'safety killed with SIGKILL while results arrive, and started again',
    );
    const restarting = this.world.mishaps.killAndRestart('safety');
    yield* parts;
    await restarting;
    yield;
  }
}

/** What took place before the anchor was known stays where it was. */
const mayMove = ({ state, provisional }) => state === 'planned' && provisional;
