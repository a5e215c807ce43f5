import { safetyContactDue, safetyContactSettled } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { lastInstantOf } from '../domain/worklist/work-due.js';
import { ending, on, type WorkRule } from './work-rule.js';

/** Settled once it may be to be made after all: each time is a thing to do of its own. */
const timeOf = ({ contactId, round }: { readonly contactId: string; readonly round: number }): string =>
  `${contactId}/${round}`;

/** Whoever withdrew after treatment and agreed to it is contacted when they would have been seen. */
export const safetyContactWork: readonly WorkRule[] = [
  {
    code: 'safety-contact-to-make',
    thing: 'safety-contact',
    kind: 'safety-report',
    roles: ['investigator', 'study-nurse'],
    text: 'The site contacts a participant who withdrew after treatment and agreed to it, before the window of the visit closes.',
    source: ({ what }) =>
      `trial file, visits.${what}.window; the answer recorded with the withdrawal, or the last one since`,
    // It begins with the end: what was given cannot be taken back.
    stopsWithParticipation: false,
    begins: on(safetyContactDue, ({ data, trial }) => {
      const { visitCode, closesAt } = data;
      const unit = trial.visits.find(({ code }) => code === visitCode)?.window.unit ?? 'days';
      return [{ about: timeOf(data), what: visitCode, dueAt: lastInstantOf(instant(closesAt), unit), visitCode }];
    }),
    ends: ending(timeOf, safetyContactSettled),
  },
];
