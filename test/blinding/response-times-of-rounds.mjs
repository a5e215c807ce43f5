import { compareTimes, questionOf } from './response-times.mjs';

/** Collects how long answers about a participant took, by the arm of the participant. */
export class ResponseTimes {
  #clean = [];
  #planted = [];

  constructor(arms) {
    this.arms = arms;
  }

  add(lives) {
    this.#clean.push(...timesIn(lives));
  }

  addPlanted(id, lives) {
    this.#planted.push({ id, times: timesIn(lives) });
  }

  report() {
    return [
      { what: 'no leak, all questions', ...compareTimes(this.#clean, this.arms) },
      ...this.#planted.flatMap(({ id, times }) => [
        { what: `${id}, all questions`, ...compareTimes(times, this.arms) },
        { what: `${id}, the visits alone`, ...compareTimes(times.filter(isOfVisits), this.arms) },
      ]),
      { what: 'no leak, the visits alone', ...compareTimes(this.#clean.filter(isOfVisits), this.arms) },
    ];
  }
}

const isOfVisits = ({ question }) => question.endsWith('/:id/visits') && question.startsWith('GET');

const UNBLINDED = new Set(['pharmacist', 'list-statistician', 'dsmb-statistician', 'pharmacovigilance-officer']);

/** Answers to blinded roles about one participant. */
const timesIn = (lives) =>
  lives.flatMap(({ chapters, arms }, world) =>
    chapters
      .flatMap(({ transcript }) => transcript)
      .flatMap(({ role, method, path, milliseconds }) => {
        const [, participantId] = /\/participants\/([0-9a-f-]{36})/.exec(path) ?? [];
        const arm = arms[participantId];
        if (arm === undefined || milliseconds === undefined || UNBLINDED.has(role)) return [];
        return [{ world, arm, question: questionOf({ method, path }), milliseconds }];
      }),
  );
