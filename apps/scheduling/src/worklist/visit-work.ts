import {
  assignmentMissed,
  responseSubmitted,
  resultRecorded,
  visitCancelled,
  visitDone,
  visitMissed,
  visitWindowOpened,
  type DataOf,
} from '@trial/contracts';
import { instant, type Instant, type TimeZone } from '@trial/kernel';
import { assessmentsAt, type Assessment, type TrialConfiguration } from '@trial/trial-configuration';
import { spanOf } from '../domain/attendance.js';
import { endOfDayAfter, lastInstantOf } from '../domain/worklist/work-due.js';
import { ending, on, type Heard, type Work, type WorkRule } from './work-rule.js';

interface OfVisit {
  readonly visitId: string;
}
/** A visit of the trial, and whether it is held for contact and safety only. */
interface AtVisit {
  readonly visitCode: string;
  readonly contactOnly?: true | undefined;
}
type Opened = Heard<typeof visitWindowOpened>;
type Form = Extract<Assessment, { kind: 'instrument' }>;

/** The last moment at which it can have taken place: nothing is overdue that may not be. */
const attendedBy = ({ occurredAt, occurredOn }: DataOf<typeof visitDone>, zone: TimeZone): Instant =>
  spanOf(occurredOn ?? instant(occurredAt), zone).last;

const ofVisit = ({ visitId }: OfVisit): string => visitId;
const formOf = ({ visitId, assessment }: OfVisit & { assessment: string }): string => `${visitId}/${assessment}`;
const panelOf = (participantId: string, visitCode: string, panel: string): string =>
  [participantId, visitCode, panel].join('/');

/** The last instant of the window that opened. */
const windowEnd = ({ data: { visitCode, closesAt }, trial }: Opened) =>
  lastInstantOf(instant(closesAt), trial.visits.find(({ code }) => code === visitCode)?.window.unit ?? 'days');

/** What must be assessed at a visit; nothing at one the trial does not plan. */
const requiredAt = (trial: TrialConfiguration, { visitCode, contactOnly }: AtVisit): readonly Assessment[] =>
  trial.visits.some(({ code }) => code === visitCode)
    ? assessmentsAt(trial, visitCode, { contactOnly }).flatMap(({ assessment, requirement }) =>
        requirement === 'required' ? [assessment] : [],
      )
    : [];

const formsAt = (trial: TrialConfiguration, visit: AtVisit, answeredBy: Form['answeredBy']): readonly Form[] =>
  requiredAt(trial, visit).filter(
    (assessment): assessment is Form => assessment.kind === 'instrument' && assessment.answeredBy === answeredBy,
  );

const formWork = (
  answeredBy: Form['answeredBy'],
): Pick<WorkRule, 'thing' | 'kind' | 'stopsWithParticipation' | 'begins' | 'ends'> => ({
  thing: 'form',
  kind: 'questionnaire',
  stopsWithParticipation: true,
  begins: on(visitWindowOpened, (heard) =>
    formsAt(heard.trial, heard.data, answeredBy).map(({ code }): Work => {
      const { visitId, visitCode } = heard.data;
      return { about: formOf({ visitId, assessment: code }), what: code, dueAt: windowEnd(heard), visitId, visitCode };
    }),
  ),
  ends: [
    ...ending(formOf, responseSubmitted, assignmentMissed),
    // Whatever of it was handed out: what the visit is held for may have changed since it opened.
    on(visitCancelled, ({ data: { visitId, visitCode }, trial }) =>
      formsAt(trial, { visitCode }, answeredBy).map(({ code }) => formOf({ visitId, assessment: code })),
    ),
  ],
});

/**
 * Panels to measure once a visit took place. Not those that apply to some participants only, which nobody here can tell, nor
 * restricted ones, whose results no blinded person enters.
 */
function panelsAt(trial: TrialConfiguration, visit: AtVisit): readonly string[] {
  const required = requiredAt(trial, visit).flatMap((assessment) =>
    assessment.kind === 'laboratory-panel' && !assessment.ifApplicable ? [assessment.panel] : [],
  );
  return trial.laboratory.panels.flatMap(({ code, restricted }) =>
    !restricted && required.includes(code) ? [code] : [],
  );
}

export const visitWork: readonly WorkRule[] = [
  {
    code: 'visit-in-window',
    thing: 'visit',
    kind: 'visit',
    roles: ['investigator', 'study-nurse'],
    text: 'A visit whose window is open takes place, or somebody says why not, before the window closes.',
    source: ({ what }) => `trial file, visits.${what}.window`,
    // What can no longer take place is cancelled; of what was overdue somebody still owes the reason.
    stopsWithParticipation: false,
    begins: on(visitWindowOpened, (heard) => {
      const { visitId, visitCode } = heard.data;
      return [{ about: visitId, what: visitCode, dueAt: windowEnd(heard), visitId, visitCode }];
    }),
    ends: ending(ofVisit, visitDone, visitMissed, visitCancelled),
  },
  {
    ...formWork('participant'),
    code: 'participant-answers',
    roles: ['participant'],
    text: 'The participant answers a form of the visit before its window closes.',
    source: ({ what }) => `trial file, assessments.${what} and participantForms.closes`,
  },
  {
    ...formWork('clinician'),
    code: 'staff-fills-in',
    roles: ['investigator', 'study-nurse'],
    text: 'Staff fill in a form of the visit before its window closes; later it counts as late.',
    source: ({ what }) => `trial file, assessments.${what}`,
  },
  {
    code: 'staff-fills-in-after-all',
    thing: 'form after all',
    kind: 'questionnaire',
    roles: ['investigator', 'study-nurse'],
    text: 'Staff fill in the forms of a visit that took place although somebody had said that it would not, on the day that is known.',
    source: ({ what }) => `trial file, assessments.${what}`,
    stopsWithParticipation: true,
    begins: on(visitDone, ({ data, trial, at, zone }) => {
      const { visitId, visitCode, afterAll } = data;
      return afterAll
        ? formsAt(trial, data, 'clinician').map(({ code }): Work => {
            const about = formOf({ visitId, assessment: code });
            return { about, what: code, dueAt: endOfDayAfter(at, 0, zone), visitId, visitCode };
          })
        : [];
    }),
    ends: [
      // Of every form of staff, begun or not: our own news of the visit may be retried or replayed after the answer to it.
      on(responseSubmitted, ({ data, trial }) =>
        formsAt(trial, data, 'clinician').some(({ code }) => code === data.assessment) ? [formOf(data)] : [],
      ),
    ],
  },
  {
    code: 'results-of-visit',
    thing: 'results',
    kind: 'sample',
    roles: ['investigator', 'study-nurse'],
    text: 'Results of a panel required at a visit that took place are entered.',
    source: () => 'trial file, assessments and laboratory.resultsWithinDays',
    // Results of samples taken before the end still come in (CTR art. 28(3)).
    stopsWithParticipation: false,
    begins: on(visitDone, ({ data, trial, zone }) => {
      const { participantId, visitId, visitCode, contactOnly } = data;
      return panelsAt(trial, { visitCode, contactOnly }).map((panel): Work => ({
        about: panelOf(participantId, visitCode, panel),
        what: panel,
        dueAt: endOfDayAfter(attendedBy(data, zone), trial.laboratory.resultsWithinDays, zone),
        visitId,
        visitCode,
      }));
    }),
    ends: [
      on(resultRecorded, ({ data: { participantId, visitCode, analyte }, trial }) =>
        trial.laboratory.panels.flatMap(({ code, analytes }) =>
          visitCode !== undefined && analytes.some((each) => each.code === analyte)
            ? [panelOf(participantId, visitCode, code)]
            : [],
        ),
      ),
    ],
  },
];
