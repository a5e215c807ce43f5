import {
  adverseEventCandidateRaisedV2,
  adverseEventConfirmed,
  adverseEventRefuted,
  clockMet,
  clockStarted,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  type DataOf,
  type Role,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { hoursAfter, lastInstantOf } from '../domain/worklist/work-due.js';
import { ending, on, type WorkRule } from './work-rule.js';

type Clock = DataOf<typeof clockStarted>['clock'];

/** One rule for each clock: the law gives each its own answer and its own person. */
const clockWork = (
  clock: Clock,
  unit: 'hours' | 'days',
  roles: readonly Role[],
  text: string,
  law: string,
): WorkRule => ({
  code: `clock-${clock}`,
  thing: 'clock',
  kind: 'safety-report',
  roles,
  text,
  source: () => law,
  stopsWithParticipation: false,
  begins: on(clockStarted, ({ data: { clockId, adverseEventId, dueAt, ...data } }) =>
    data.clock === clock
      ? [{ about: clockId, what: clock, dueAt: lastInstantOf(instant(dueAt), unit), adverseEventId, clockId }]
      : [],
  ),
  ends: [on(clockMet, ({ data }) => (data.clock === clock ? [data.clockId] : []))],
});

/** A breach ends nothing: the clock runs on, overdue, until it is answered. */
export const safetyWork: readonly WorkRule[] = [
  {
    code: 'candidate-waits',
    thing: 'candidate',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'An adverse event that a result or a form proposes is confirmed or refuted within the hours for a serious one.',
    source: () => 'Regulation (EU) 536/2014 art. 41(2); trial file, reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(adverseEventCandidateRaisedV2, ({ data: { adverseEventId, term }, at, trial }) => [
      {
        about: adverseEventId,
        what: term,
        dueAt: hoursAfter(at, trial.reporting.saeToSponsorHours),
        adverseEventId,
      },
    ]),
    ends: ending(
      ({ adverseEventId }: { adverseEventId: string }) => adverseEventId,
      adverseEventConfirmed,
      adverseEventRefuted,
    ),
  },
  {
    code: 'local-finding-to-link',
    thing: 'local-finding',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'A local finding without a proposal is linked to its adverse event within the hours for a serious one.',
    source: () => 'Trial file, localToxicity.items.proposal and reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(localFindingFound, ({ data: { findingId, item, visitCode, adverseEventId }, at, trial }) =>
      adverseEventId === undefined
        ? [{ about: findingId, what: item, dueAt: hoursAfter(at, trial.reporting.saeToSponsorHours), visitCode }]
        : [],
    ),
    ends: ending(({ findingId }: { findingId: string }) => findingId, localFindingLinked, localFindingWithdrawn),
  },
  clockWork(
    'sae-to-sponsor',
    'hours',
    ['investigator', 'safety-physician'],
    'A serious adverse event reaches the sponsor, or is found not to be one, before its clock runs out.',
    'Regulation (EU) 536/2014 art. 41(2)',
  ),
  clockWork(
    'susar-fatal',
    'days',
    ['pharmacovigilance-officer'],
    'A fatal or life-threatening event is assessed for an expedited report before its clock runs out.',
    'Regulation (EU) 536/2014 art. 42(2)(a)',
  ),
  clockWork(
    'susar-completion',
    'days',
    ['pharmacovigilance-officer'],
    'The assessment of a fatal or life-threatening event is completed before its clock runs out.',
    'Regulation (EU) 536/2014 Annex III 2.4',
  ),
  clockWork(
    'susar-other',
    'days',
    ['pharmacovigilance-officer'],
    'A serious event that was not expected is assessed for an expedited report before its clock runs out.',
    'Regulation (EU) 536/2014 art. 42(2)(b)',
  ),
];
